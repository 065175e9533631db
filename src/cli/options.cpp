#include "cli/options.hpp"

// Each option is declared through the library's own patterns; compiling those takes longer than all else `--version`
// does.
#define CXXOPTS_NO_REGEX

#include <algorithm>
#include <array>
#include <cxxopts.hpp>
#include <fmt/format.h>
#include <span>

#include "cel/cel.hpp"
#include "model/workflow/proof/proof.hpp"

namespace csr::cli {

namespace {

constexpr std::array<std::string_view, 26> option_names{
    "format",          "report",     "output",         "verdicts",     "lang",           "fail-on", "fail-on-unknown",
    "color",           "quiet",      "jobs",           "config",       "rules",          "pack",    "rule",
    "severity",        "parameters", "help",           "use-defaults", "stdin-filename", "version", "no-gitignore",
    "exceptions-from", "baseline",   "write-baseline", "compare",      "shellcheck"};

template <class Value>
struct Named {
    std::string_view name;
    Value value;
};

base::Error usage_error(std::string en, std::string ja, base::Text hint) {
    if (hint.empty()) hint = {"`csr-lint --help` shows the usage", "`csr-lint --help` で使い方を表示できます"};
    return {{std::move(en), std::move(ja)}, std::move(hint)};
}

base::Text meant(std::string_view name, std::span<const std::string_view> candidates, std::string_view prefix = "") {
    const std::string_view near = cel::did_you_mean(name, candidates);
    if (near.empty()) return {};
    return {fmt::format("did you mean {}{}?", prefix, near), fmt::format("もしかして: {}{}", prefix, near)};
}

/// The value of an option that takes one of some names.
template <class Value, std::size_t Count>
base::Result<Value> choose(const std::string& option, const std::string& given,
                           const std::array<Named<Value>, Count>& choices) {
    std::vector<std::string_view> names;
    std::string list;
    for (const Named<Value>& choice : choices) {
        if (choice.name == given) return choice.value;
        names.push_back(choice.name);
        list += (list.empty() ? "" : ", ") + std::string(choice.name);
    }
    base::Text hint = meant(given, names);
    if (hint.empty()) hint = {"one of: " + list, "次のいずれか: " + list};
    return std::unexpected(usage_error(fmt::format("--{} does not take \"{}\"", option, given),
                                       fmt::format("--{} に \"{}\" は指定できません", option, given), std::move(hint)));
}

constexpr std::array<Named<Format>, 8> formats{{{"text", Format::text},
                                                {"json", Format::json},
                                                {"sarif", Format::sarif},
                                                {"markdown", Format::markdown},
                                                {"html", Format::html},
                                                {"csv", Format::csv},
                                                {"oscal", Format::oscal},
                                                {"oscal-component", Format::oscal_component}}};
constexpr std::array<Named<bool>, 2> verdict_choices{{{"findings", false}, {"all", true}}};
constexpr std::array<Named<bool>, 1> report_choices{{{"compliance", true}}};
constexpr std::array<Named<base::Language>, 2> language_choices{
    {{"en", base::Language::english}, {"ja", base::Language::japanese}}};
constexpr std::array<Named<policy::FailOn>, 4> fail_on_choices{{{"error", policy::FailOn::error},
                                                                {"warning", policy::FailOn::warning},
                                                                {"note", policy::FailOn::note},
                                                                {"never", policy::FailOn::never}}};
constexpr std::array<Named<policy::Severity>, 3> severity_choices{
    {{"error", policy::Severity::error}, {"warning", policy::Severity::warning}, {"note", policy::Severity::note}}};
constexpr std::array<Named<Colour>, 3> colour_choices{
    {{"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}}};

cxxopts::Options declaration() {
    using Texts = std::vector<std::string>;
    cxxopts::Options options("csr-lint");
    auto add = options.add_options();
    add("format", "", cxxopts::value<std::string>());
    add("report", "", cxxopts::value<std::string>());
    add("o,output", "", cxxopts::value<std::string>());
    add("verdicts", "", cxxopts::value<std::string>());
    add("lang", "", cxxopts::value<std::string>());
    add("fail-on", "", cxxopts::value<std::string>());
    add("fail-on-unknown", "");
    add("color", "", cxxopts::value<std::string>());
    add("q,quiet", "");
    add("j,jobs", "", cxxopts::value<unsigned>());
    add("config", "", cxxopts::value<std::string>());
    add("no-gitignore", "");
    add("stdin-filename", "", cxxopts::value<std::string>());
    add("rules", "", cxxopts::value<Texts>());
    add("pack", "", cxxopts::value<Texts>());
    add("rule", "", cxxopts::value<Texts>());
    add("severity", "", cxxopts::value<std::string>());
    add("parameters", "", cxxopts::value<Texts>());
    add("use-defaults", "");
    add("shellcheck", "");
    add("exceptions-from", "", cxxopts::value<std::string>());
    add("baseline", "", cxxopts::value<std::string>());
    add("write-baseline", "", cxxopts::value<std::string>());
    add("compare", "", cxxopts::value<std::string>());
    add("h,help", "");
    add("version", "");
    add("operands", "", cxxopts::value<Texts>());
    options.parse_positional("operands");
    return options;
}

/// Turns what cxxopts has read into Options; the first mistake ends it.
class OptionReader {
  public:
    explicit OptionReader(const cxxopts::ParseResult& given) : given_(given) {}

    base::Result<Options> read() {
        options_.help = given_.count("help") > 0;
        options_.version = given_.count("version") > 0;
        read_operands();
        set("format", formats, options_.format);
        set("report", report_choices, options_.compliance);
        set("verdicts", verdict_choices, options_.all_verdicts);
        set("lang", language_choices, options_.language);
        set("fail-on", fail_on_choices, options_.fail_on);
        set("severity", severity_choices, options_.least);
        set("color", colour_choices, options_.colour);
        options_.output = text("output");
        options_.config = text("config");
        options_.stdin_name = text("stdin-filename");
        options_.rule_folders = texts("rules");
        options_.packs = texts("pack");
        options_.rules = texts("rule");
        options_.parameter_files = texts("parameters");
        options_.exceptions_from = text("exceptions-from");
        options_.baseline = text("baseline");
        options_.write_baseline = text("write-baseline");
        options_.compare = text("compare");
        options_.fail_on_unknown = given_.count("fail-on-unknown") > 0;
        options_.quiet = given_.count("quiet") > 0;
        options_.respect_git_ignore = given_.count("no-gitignore") == 0;
        options_.use_defaults = given_.count("use-defaults") > 0;
        options_.check_scripts = given_.count("shellcheck") > 0;
        if (given_.count("jobs") > 0) options_.jobs = given_["jobs"].as<unsigned>();
        check();
        if (error_) return std::unexpected(*error_);
        return options_;
    }

  private:
    std::optional<std::string> text(const std::string& name) const {
        if (given_.count(name) == 0) return std::nullopt;
        return given_[name].as<std::string>();
    }

    std::vector<std::string> texts(const std::string& name) const {
        if (given_.count(name) == 0) return {};
        return given_[name].as<std::vector<std::string>>();
    }

    template <class Value, std::size_t Count, class Target>
    void set(const std::string& name, const std::array<Named<Value>, Count>& choices, Target& target) {
        const std::optional<std::string> given = text(name);
        if (!given) return;
        const base::Result<Value> value = choose(name, *given, choices);
        if (value)
            target = *value;
        else if (!error_)
            error_ = value.error();
    }

    void read_operands() {
        options_.operands = texts("operands");
        if (options_.operands.empty()) return;
        constexpr std::array<Named<Command>, 4> commands{{{"explain", Command::explain},
                                                          {"rules", Command::rules},
                                                          {"test-rules", Command::test_rules},
                                                          {"prove", Command::prove}}};
        for (const Named<Command>& command : commands) {
            if (options_.operands.front() != command.name) continue;
            options_.command = command.value;
            options_.operands.erase(options_.operands.begin());
            return;
        }
    }

    void fail(std::string en, std::string ja, base::Text hint = {}) {
        if (!error_) error_ = usage_error(std::move(en), std::move(ja), std::move(hint));
    }

    void check() {
        if (options_.help || options_.version) return;
        check_format();
        if (options_.command == Command::explain && options_.operands.size() != 1)
            fail("explain takes one rule or requirement", "explain にはルールか要件を 1 つ指定してください",
                 {"for example `csr-lint explain CSR2104`", "例: `csr-lint explain CSR2104`"});
        if (options_.command == Command::rules && !options_.operands.empty())
            fail("rules takes no further arguments", "rules に引数は指定できません");
        if (options_.command == Command::prove) check_question();
        if (options_.stdin_name && !options_.operands.empty())
            fail("--stdin-filename takes no paths beside it", "--stdin-filename とパスは同時に指定できません");
        if (options_.compliance && options_.command != Command::lint)
            fail("--report goes with linting only", "--report は検査のときだけ指定できます");
        if (options_.compare && !options_.compliance)
            fail("--compare goes with --report compliance",
                 "--compare は --report compliance とともに指定してください");
        if (options_.command != Command::lint && (options_.baseline || options_.write_baseline))
            fail("a baseline goes with linting only", "ベースラインは検査のときだけ指定できます");
    }

    void check_question() {
        const base::Text hint{"for example `csr-lint prove .github/workflows/deploy.yml guards deploy test`",
                              "例: `csr-lint prove .github/workflows/deploy.yml guards deploy test`"};
        constexpr std::size_t parts = 4;
        if (options_.operands.size() != parts)
            return fail("prove takes FILE KIND SUBJECT OBJECT",
                        "prove には FILE KIND SUBJECT OBJECT を指定してください", hint);
        const std::string& kind = options_.operands[1];
        if (model::proof_kind(kind)) return;
        const std::string kinds =
            "guards, always_follows, confirmation, step_order, environment, rollback_on_failure, follows, "
            "follows_success";
        fail(fmt::format("\"{}\" is no kind of property", kind),
             fmt::format("\"{}\" という種類の性質はありません", kind), {"one of: " + kinds, "次のいずれか: " + kinds});
    }

    void check_format() {
        const auto allowed = [&](std::initializer_list<Format> list) {
            if (std::ranges::find(list, options_.format) != list.end()) return;
            std::string names;
            for (const Named<Format>& format : formats) {
                if (std::ranges::find(list, format.value) == list.end()) continue;
                names += (names.empty() ? "" : ", ") + std::string(format.name);
            }
            fail("this output has no such format", "この出力ではその形式を使えません",
                 {"one of: " + names, "次のいずれか: " + names});
        };
        if (options_.command == Command::rules) return allowed({Format::text, Format::json, Format::markdown});
        if (options_.command == Command::prove) return allowed({Format::text, Format::json});
        if (options_.command != Command::lint) return allowed({Format::text});
        if (options_.compliance)
            return allowed({Format::text, Format::json, Format::markdown, Format::html, Format::csv, Format::oscal,
                            Format::oscal_component});
        allowed({Format::text, Format::json, Format::sarif});
    }

    const cxxopts::ParseResult& given_;
    Options options_;
    std::optional<base::Error> error_;
};

std::string bare_name(std::string_view argument) {
    argument.remove_prefix(std::min(argument.find_first_not_of('-'), argument.size()));
    return std::string(argument.substr(0, argument.find('=')));
}

/// The options that are not known, found before cxxopts does, because it does not say which were meant.
std::optional<base::Error> unknown_option(const std::vector<std::string>& arguments) {
    for (const std::string& argument : arguments) {
        if (argument == "--") return std::nullopt;
        if (!argument.starts_with("--")) continue;
        const std::string name = bare_name(argument);
        if (std::ranges::find(option_names, name) != option_names.end()) continue;
        return usage_error(fmt::format("there is no option --{}", name),
                           fmt::format("オプション --{} はありません", name), meant(name, option_names, "--"));
    }
    return std::nullopt;
}

}  // namespace

base::Result<Options> parse_options(const std::vector<std::string>& arguments) {
    if (std::optional<base::Error> error = unknown_option(arguments)) return std::unexpected(*error);
    std::vector<const char*> raw{"csr-lint"};
    for (const std::string& argument : arguments) raw.push_back(argument.c_str());
    try {
        cxxopts::Options options = declaration();
        const cxxopts::ParseResult given = options.parse(static_cast<int>(raw.size()), raw.data());
        return OptionReader(given).read();
    } catch (const cxxopts::exceptions::exception& error) {  // cxxopts knows no other way to say it
        const std::string reason = error.what();
        return std::unexpected(usage_error(fmt::format("wrong usage: {}", reason),
                                           fmt::format("使い方が正しくありません: {}", reason), {}));
    }
}

base::Language language_of(const std::vector<std::string>& arguments) {
    for (std::size_t index = 0; index < arguments.size(); ++index) {
        std::string_view value;
        if (arguments[index].starts_with("--lang=")) value = std::string_view(arguments[index]).substr(7);
        if (arguments[index] == "--lang" && index + 1 < arguments.size()) value = arguments[index + 1];
        if (value == "ja") return base::Language::japanese;
        if (value == "en") return base::Language::english;
    }
    return base::Language::english;
}

}  // namespace csr::cli
