#include <ostream>

#include "cli/commands.hpp"
#include "cli/invocation.hpp"
#include "cli/message.hpp"
#include "cli/version.hpp"

namespace csr::cli {

namespace {

ExitStatus dispatch(Session& session) {
    switch (session.options().command) {
        case Command::explain:
            return explain(session);
        case Command::rules:
            return list_rules(session);
        case Command::test_rules:
            return test_rules(session);
        case Command::prove:
            return prove(session);
        case Command::lint:
            break;
    }
    return lint(session);
}

}  // namespace

int run(const Invocation& invocation) {
    const base::Language language = language_of(invocation.arguments);
    base::Result<Options> options = parse_options(invocation.arguments);
    if (!options) {
        invocation.err << format_error(options.error(), language);
        return static_cast<int>(ExitStatus::usage);
    }
    const bool help = options->help;
    const bool version = options->version;
    Session session(invocation, std::move(*options), language);
    ExitStatus status = ExitStatus::clean;
    if (help || version) {
        const std::string text = help ? help_text(language) : "csr-lint " + std::string(program_version) + "\n";
        status = session.write(text) ? ExitStatus::clean : ExitStatus::missed;
    } else {
        status = dispatch(session);
    }
    return static_cast<int>(status);
}

}  // namespace csr::cli
