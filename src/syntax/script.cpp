#include "syntax/script.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "syntax/shell.hpp"
#include "syntax/tree_writer.hpp"

namespace csr::syntax {

namespace {

constexpr std::size_t largest = 1U << 20U;  // as shell_script

constexpr std::array<std::pair<char, std::string_view>, 5> letters{
    {{'e', "errexit"}, {'u', "nounset"}, {'x', "xtrace"}, {'v', "verbose"}, {'f', "noglob"}}};

void add_once(std::vector<std::string>& names, std::string_view name) {
    if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
}

/// The options that the arguments of a shell or of `set` switch on.
void add_options(const std::vector<std::string>& words, std::vector<std::string>& options) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word.size() < 2 || word.front() != '-' || word[1] == '-') continue;
        for (const auto& [letter, name] : letters) {
            if (word.find(letter) != std::string::npos) add_once(options, name);
        }
        if (word.back() == 'o' && i + 1 < words.size()) add_once(options, words[++i]);
    }
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \t\r", at), text.size());
        if (end > at) words.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

class ScriptWriter {
  public:
    explicit ScriptWriter(const source::Source& source)
        : source_(source), script_(shell_script(source.bytes())), writer_(source) {
        for (const ShellVariable& variable : script_.variables) {
            if (variable.use == ShellVariable::Use::assign) assigned_.insert(variable.name);
        }
    }

    Tree write() {
        const std::string_view bytes = source_.bytes();
        const auto size = static_cast<std::uint32_t>(bytes.size());
        const std::string_view first = bytes.substr(0, bytes.find('\n'));
        const std::string_view shebang = first.starts_with("#!") ? first : std::string_view();
        if (bytes.size() > largest)
            writer_.error({{0, 0}, {"the script is too large", "スクリプトが大きすぎます"}, {}, false});
        for (const source::Span comment : script_.comments) writer_.comment(comment);
        writer_.begin_mapping({0, size});
        writer_.member("path", source_.path(), {});
        writer_.member("shebang", shebang, {0, static_cast<std::uint32_t>(shebang.size())});
        writer_.member("text", bytes, {});
        write_options(shebang);
        write_commands(size);
        write_variables("reads", ShellVariable::Use::read);
        write_variables("assigns", ShellVariable::Use::assign);
        write_variables("demands", ShellVariable::Use::demand);
        writer_.end(size);
        return writer_.take();
    }

  private:
    void write_options(std::string_view shebang) {
        std::vector<std::string> options;
        add_options(split(shebang), options);
        for (const ShellCommand& command : script_.commands) {
            if (command.words.front() == "set") add_options(command.words, options);
        }
        nounset_ = std::ranges::find(options, "nounset") != options.end();
        writer_.member("options", options, {});
    }

    void write_commands(std::uint32_t size) {
        writer_.key("commands", {});
        writer_.begin_sequence({0, size});
        for (const ShellCommand& command : script_.commands) {
            const source::Span span = command.span;
            writer_.begin_mapping(span);
            writer_.member("name", command.words.front(), span);
            writer_.member("words", command.words, span);
            writer_.member("text", source_.bytes().substr(span.begin, span.end - span.begin), span);
            writer_.end(span.end);
        }
        writer_.end(size);
    }

    /// Each variable once, at its first place.
    void write_variables(std::string_view name, ShellVariable::Use use) {
        writer_.key(name, {});
        writer_.begin_sequence({});
        std::set<std::string_view> seen;
        for (const ShellVariable& variable : script_.variables) {
            const bool demanded = use == ShellVariable::Use::demand && nounset_ && !assigned_.contains(variable.name);
            const bool read = use == ShellVariable::Use::read && variable.use == ShellVariable::Use::demand;
            if (variable.use != use && !read && !(demanded && variable.use == ShellVariable::Use::read)) continue;
            if (seen.insert(variable.name).second) writer_.text(variable.name, variable.span);
        }
        writer_.end(0);
    }

    const source::Source& source_;
    ShellScript script_;
    TreeWriter writer_;
    std::set<std::string_view> assigned_;
    bool nounset_ = false;
};

}  // namespace

Tree parse_script(const source::Source& source) { return ScriptWriter(source).write(); }

}  // namespace csr::syntax
