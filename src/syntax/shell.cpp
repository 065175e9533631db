#include "syntax/shell.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/stable_sort.hpp"
#include "syntax/tree_sitter.hpp"

extern "C" const TSLanguage* tree_sitter_bash();

namespace csr::syntax {

namespace {

constexpr std::size_t max_bytes = 1U << 20U;
constexpr std::uint64_t max_parse_microseconds = 500'000;
constexpr std::size_t most_commands = 10'000;
constexpr std::size_t most_variables = 10'000;

struct Walk {
    TSTreeCursor cursor;
    explicit Walk(TSNode node) : cursor(ts_tree_cursor_new(node)) {}
    Walk(const Walk&) = delete;
    Walk& operator=(const Walk&) = delete;
    ~Walk() { ts_tree_cursor_delete(&cursor); }
};

/// In time linear in their number.
std::vector<TSNode> named_children(TSNode node) {
    std::vector<TSNode> found;
    Walk walk(node);
    for (bool more = ts_tree_cursor_goto_first_child(&walk.cursor); more;
         more = ts_tree_cursor_goto_next_sibling(&walk.cursor)) {
        const TSNode child = ts_tree_cursor_current_node(&walk.cursor);
        if (ts_node_is_named(child)) found.push_back(child);
    }
    return found;
}

bool expands(TSNode node) {
    constexpr std::array<std::string_view, 5> kinds{"simple_expansion", "expansion", "command_substitution",
                                                    "process_substitution", "arithmetic_expansion"};
    return std::ranges::find(kinds, std::string_view(ts_node_type(node))) != kinds.end();
}

/// A word without its quotes.
std::string unquoted(std::string_view text) {
    std::string result;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char byte = text[i];
        const bool begins = quote == 0 && (byte == '\'' || byte == '"');
        if (begins) {
            quote = byte;
        } else if (quote != 0 && byte == quote) {
            quote = 0;
        } else if (byte == '\\' && quote != '\'' && i + 1 < text.size()) {
            if (text[++i] != '\n') result += text[i];
        } else {
            result += byte;
        }
    }
    return result;
}

/// Collects the commands below the root of one script's tree.
class CommandReader {
  public:
    /// Without `whole`, only commands are collected.
    CommandReader(std::string_view script, std::vector<ShellCommand>& found, ShellScript* whole = nullptr)
        : script_(script), found_(found), whole_(whole) {}

    void run(TSNode root) {
        std::vector<Open> open{{root, {}, false}};
        while (!open.empty() && found_.size() < most_commands) {
            const Open next = open.back();
            open.pop_back();
            visit(next, open);
        }
        for (ShellCommand& command : found_) {
            command.unheeded = std::ranges::any_of(unheeded_, [&](source::Span span) {
                return span.begin <= command.span.begin && command.span.end <= span.end;
            });
        }
        base::stable_sort(found_, [](const ShellCommand& command) { return command.span.begin; });
        if (whole_ == nullptr) return;
        base::stable_sort(whole_->variables, [](const ShellVariable& variable) { return variable.span.begin; });
        base::stable_sort(whole_->comments, &source::Span::begin);
        base::stable_sort(whole_->printed, &source::Span::begin);
    }

  private:
    /// A node with the redirections of what encloses it.
    struct Open {
        TSNode node;
        std::vector<std::string> redirects;
        bool read = false;  ///< another program reads what it prints
    };

    void visit(const Open& next, std::vector<Open>& open) {
        const bool command = is(next.node, "command");
        if (command) add(next);
        if (is(next.node, "list")) add_unheeded_alternative(next.node);
        if (is(next.node, "if_statement")) add_unheeded_condition(next.node);
        if (whole_ != nullptr) add_to_whole(next.node);
        if (whole_ != nullptr && !next.read) add_printed(next.node);
        // A substitution's output goes into the command, not where the command's output goes.
        const bool separate = command || expands(next.node);
        std::vector<std::string> redirects = separate ? std::vector<std::string>() : next.redirects;
        if (is(next.node, "redirected_statement")) add_redirects(next.node, redirects);
        const std::vector<TSNode> children = named_children(next.node);
        const bool piped = is(next.node, "pipeline");
        for (std::size_t i = children.size(); i > 0; --i) {
            const bool read = next.read || expands(next.node) || (piped && i < children.size());
            open.push_back({children[i - 1], redirects, read});
        }
    }

    [[nodiscard]] std::string_view text(TSNode node) const {
        const source::Span span = span_of(node);
        return script_.substr(span.begin, span.end - span.begin);
    }

    void add_redirects(TSNode statement, std::vector<std::string>& redirects) const {
        for (const TSNode child : named_children(statement)) add_redirect(child, redirects);
    }

    void add_redirect(TSNode node, std::vector<std::string>& redirects) const {
        if (is(node, "heredoc_redirect")) return add_redirects(node, redirects);
        if (!is(node, "file_redirect") || text(node).find('>') == std::string_view::npos) return;
        const std::vector<TSNode> children = named_children(node);
        if (!children.empty()) redirects.push_back(unquoted(text(children.back())));
    }

    void add(const Open& next) {
        ShellCommand command;
        command.redirects = next.redirects;
        command.span = span_of(next.node);
        bool first = true;
        for (const TSNode child : named_children(next.node)) {
            if (is(child, "file_redirect") || is(child, "herestring_redirect") || is(child, "heredoc_redirect")) {
                add_redirect(child, command.redirects);
                continue;
            }
            if (is(child, "variable_assignment")) continue;
            command.words.push_back(unquoted(text(child)));
            if (!first && holds_expansion(child)) command.literal = false;
            first = false;
        }
        if (command.words.empty()) return;
        if (whole_ != nullptr && command.words.front() == "read") {
            for (const std::string& word : std::span(command.words).subspan(1)) {
                if (!word.starts_with('-')) use(word, ShellVariable::Use::assign, command.span);
            }
        }
        found_.push_back(std::move(command));
    }

    /// Whether a command only succeeds: it prints where nobody asks for it, or does nothing.
    [[nodiscard]] bool only_succeeds(TSNode node) const {
        if (is(node, "comment")) return true;
        constexpr std::array<std::string_view, 5> names{"echo", "printf", "true", ":", "exit"};
        const std::string name = command_name(node);
        return std::ranges::find(names, name) != names.end() && (name != "exit" || text(node) == "exit 0");
    }

    /// `x || true`, `x || echo "never mind"`
    void add_unheeded_alternative(TSNode list) {
        const std::vector<TSNode> sides = named_children(list);
        if (sides.size() != 2 || !only_succeeds(sides[1])) return;
        const std::uint32_t end = span_of(sides[0]).end;
        if (script_.substr(end, span_of(sides[1]).begin - end).contains("||") && !keeps_result(sides[0]))
            unheeded_.push_back(span_of(sides[0]));
    }

    /// `if x; then y; fi` with nothing but messages behind else.
    void add_unheeded_condition(TSNode statement) {
        std::optional<source::Span> condition;
        Walk walk(statement);
        for (bool more = ts_tree_cursor_goto_first_child(&walk.cursor); more;
             more = ts_tree_cursor_goto_next_sibling(&walk.cursor)) {
            const TSNode child = ts_tree_cursor_current_node(&walk.cursor);
            if (!ts_node_is_named(child)) continue;
            const char* const field = ts_tree_cursor_current_field_name(&walk.cursor);
            const bool asked = field != nullptr && std::string_view(field) == "condition";
            if (asked && condition) return;
            if (asked && !is(child, "command") && !is(child, "redirected_statement")) return;
            if (asked) condition = span_of(child);
            if (is(child, "elif_clause") || keeps_result(child)) return;
            if (is(child, "else_clause") &&
                !std::ranges::all_of(named_children(child), [this](TSNode one) { return only_succeeds(one); }))
                return;
        }
        if (condition) unheeded_.push_back(*condition);
    }

    /// Whether something in a node is kept that a later command may look at (a variable, a file), or the script goes on
    /// elsewhere after it.
    [[nodiscard]] bool keeps_result(TSNode node) const {
        std::vector<TSNode> open{node};
        while (!open.empty()) {
            const TSNode next = open.back();
            open.pop_back();
            if (is(next, "variable_assignment") || is(next, "pipeline")) return true;
            constexpr std::array<std::string_view, 4> jumps{"exit", "return", "break", "continue"};
            if (std::ranges::find(jumps, command_name(next)) != jumps.end()) return true;
            if (is(next, "file_redirect") && !text(next).ends_with("/dev/null") && !text(next).ends_with("&1") &&
                !text(next).ends_with("&2"))
                return true;
            const std::vector<TSNode> children = named_children(next);
            open.insert(open.end(), children.begin(), children.end());
        }
        return false;
    }

    void add_to_whole(TSNode node) {
        using Use = ShellVariable::Use;
        if (is(node, "comment")) {
            whole_->comments.push_back(span_of(node));
        } else if (is(node, "variable_assignment")) {
            use(name_in(node), Use::assign, span_of(node));
        } else if (is(node, "simple_expansion")) {
            use(text(node).substr(1), Use::read, span_of(node));
        } else if (is(node, "expansion")) {
            const std::string_view name = name_in(node);
            const std::string_view rest = text(node).substr(std::min(name.size() + 2, text(node).size()));
            const bool demanded = rest.starts_with(":?") || rest.starts_with('?');
            use(name, demanded ? Use::demand : Use::read, span_of(node));
        } else if (is(node, "unary_expression") && (text(node).starts_with("-z") || text(node).starts_with("-n"))) {
            demand_all(node);
        }
    }

    /// The name of the command that a node is; empty for any other node.
    [[nodiscard]] std::string command_name(TSNode node) const {
        for (const TSNode child : named_children(node)) {
            if (is(node, "command") && is(child, "command_name")) return unquoted(text(child));
        }
        return {};
    }

    void add_printed(TSNode node) {
        if (const std::string name = command_name(node); name == "echo" || name == "printf") {
            for (const TSNode child : named_children(node)) {
                if (!is(child, "command_name")) add_printed_text(child);
            }
        }
        if (!is(node, "redirected_statement")) return;
        const std::vector<TSNode> children = named_children(node);
        const std::string name = children.empty() ? std::string() : command_name(children.front());
        if (name != "cat" && name != "tee") return;
        for (const TSNode child : children) {
            if (is(child, "heredoc_redirect")) add_here_document(child);
        }
    }

    /// Unless it goes on to another command: `cat << EOF | bash`.
    void add_here_document(TSNode redirect) {
        const std::vector<TSNode> parts = named_children(redirect);
        const auto part_of_command = [](TSNode part) { return is(part, "pipeline") || is(part, "command"); };
        if (std::ranges::any_of(parts, part_of_command)) return;
        for (const TSNode part : parts) {
            if (is(part, "heredoc_body")) add_printed_text(part);
        }
    }

    /// The text of a node without the substitutions in it, which run.
    void add_printed_text(TSNode node) {
        std::uint32_t begin = span_of(node).begin;
        std::vector<TSNode> open{node};
        while (!open.empty()) {
            const TSNode next = open.back();
            open.pop_back();
            if (is(next, "command_substitution") || is(next, "process_substitution")) {
                const source::Span span = span_of(next);
                if (span.begin > begin) whole_->printed.push_back({begin, span.begin});
                begin = span.end;
                continue;
            }
            const std::vector<TSNode> children = named_children(next);
            open.insert(open.end(), children.rbegin(), children.rend());
        }
        if (const std::uint32_t end = span_of(node).end; end > begin) whole_->printed.push_back({begin, end});
    }

    /// The variable that a node assigns or expands; empty when there is none.
    [[nodiscard]] std::string_view name_in(TSNode node) const {
        for (const TSNode child : named_children(node)) {
            if (is(child, "variable_name")) return text(child);
        }
        return {};
    }

    void demand_all(TSNode node) {
        std::vector<TSNode> open{node};
        while (!open.empty()) {
            const TSNode next = open.back();
            open.pop_back();
            if (is(next, "variable_name")) use(text(next), ShellVariable::Use::demand, span_of(next));
            const std::vector<TSNode> children = named_children(next);
            open.insert(open.end(), children.begin(), children.end());
        }
    }

    void use(std::string_view name, ShellVariable::Use use, source::Span span) {
        if (!name.empty() && whole_->variables.size() < most_variables)
            whole_->variables.push_back({std::string(name), use, span});
    }

    static bool holds_expansion(TSNode node) {
        std::vector<TSNode> open{node};
        while (!open.empty()) {
            const TSNode next = open.back();
            open.pop_back();
            if (expands(next)) return true;
            const std::vector<TSNode> children = named_children(next);
            open.insert(open.end(), children.begin(), children.end());
        }
        return false;
    }

    std::string_view script_;
    std::vector<ShellCommand>& found_;
    ShellScript* whole_;
    std::vector<source::Span> unheeded_;  ///< what holds commands whose failure is passed over
};

/// Splits a script of another shell into commands and words.
class PlainReader {
  public:
    PlainReader(std::string_view script, std::vector<ShellCommand>& found) : script_(script), found_(found) {}

    void run() {
        for (at_ = 0; at_ < script_.size() && found_.size() < most_commands; ++at_) step(script_[at_]);
        end_command();
    }

  private:
    void step(char byte) {
        if (quote_ != 0) {
            if (byte == quote_) {
                quote_ = 0;
            } else {
                take(byte);
            }
        } else if (byte == '"' || byte == '\'') {
            quote_ = byte;
            begin_word();
        } else if (byte == '\n' || byte == '|' || byte == ';' || byte == '&') {
            end_command();
        } else if (byte == '>') {
            end_word();
            redirected_ = true;
        } else if (byte == ' ' || byte == '\t' || byte == '\r') {
            end_word();
        } else {
            take(byte);
        }
    }

    void begin_word() {
        if (command_.words.empty() && !in_word_) command_.span.begin = static_cast<std::uint32_t>(at_);
        in_word_ = true;
    }

    void take(char byte) {
        begin_word();
        if ((byte == '$' || byte == '%') && quote_ != '\'' && !command_.words.empty() && !redirected_)
            command_.literal = false;
        word_ += byte;
    }

    void end_word() {
        if (!in_word_) return;
        if (redirected_) {
            command_.redirects.push_back(std::move(word_));
        } else {
            command_.words.push_back(std::move(word_));
            command_.span.end = static_cast<std::uint32_t>(at_);
        }
        word_.clear();
        in_word_ = false;
        redirected_ = false;
    }

    void end_command() {
        quote_ = 0;
        end_word();
        if (!command_.words.empty()) found_.push_back(std::move(command_));
        command_ = {};
        redirected_ = false;
    }

    std::string_view script_;
    std::vector<ShellCommand>& found_;
    std::size_t at_ = 0;
    ShellCommand command_;
    std::string word_;
    char quote_ = 0;
    bool in_word_ = false;
    bool redirected_ = false;
};

}  // namespace

ShellScript shell_script(std::string_view script) {
    ShellScript found;
    if (script.size() > max_bytes) return found;
    if (const GrammarTree tree = parse_grammar(tree_sitter_bash(), script, max_parse_microseconds))
        CommandReader(script, found.commands, &found).run(ts_tree_root_node(tree.get()));
    return found;
}

std::vector<ShellCommand> shell_commands(std::string_view script) {
    std::vector<ShellCommand> found;
    if (script.size() > max_bytes) return found;
    if (const GrammarTree tree = parse_grammar(tree_sitter_bash(), script, max_parse_microseconds))
        CommandReader(script, found).run(ts_tree_root_node(tree.get()));
    return found;
}

std::vector<ShellCommand> plain_commands(std::string_view script) {
    std::vector<ShellCommand> found;
    if (script.size() <= max_bytes) PlainReader(script, found).run();
    return found;
}

}  // namespace csr::syntax
