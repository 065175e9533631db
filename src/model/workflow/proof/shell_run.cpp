#include "model/workflow/proof/shell_run.hpp"

#include <algorithm>

#include "model/workflow/proof/shell_words.hpp"

namespace csr::model {

ShellResult ShellRun::run(const ShellScript& script) {
    const Status status = run_list(script.commands, false);
    if (!ended_) result_.succeeded = status == Status::success;
    return std::move(result_);
}

ShellRun::Status ShellRun::unknown_status() {
    return evaluator_->texts().store().tape().choose(2) == 0 ? Status::success : Status::failure;
}

ShellRun::Status ShellRun::unclear_status() {
    evaluator_->texts().store().doubt();
    return unknown_status();
}

/// `tested`: a failure does not end the script, as in a condition.
ShellRun::Status ShellRun::run_list(const ShellList& list, bool tested) {
    Status status = Status::success;
    bool skip = false;
    for (std::size_t i = 0; i < list.size() && !ended_; ++i) {
        const ShellCommand& command = list[i];
        const bool linked = command.link != ShellCommand::Link::none;
        if (!skip) {
            status = run_command(command, tested || linked);
            last_ = status;
        }
        const bool ran = !skip;
        if (linked) {
            skip = (command.link == ShellCommand::Link::and_then) != (status == Status::success);
        } else {
            skip = false;
            // bash -e: a failing command ends the script, unless it is not the last of a chain of && and ||;
            // the ends of condensed ones have that counted in.
            const bool counted = command.kind == ShellCommand::Kind::ends;
            if (ran && status == Status::failure && !tested && !lenient_ && !counted && !ended_) {
                ended_ = true;
                result_.succeeded = false;
            }
        }
    }
    return status;
}

ShellRun::Status ShellRun::run_command(const ShellCommand& command, bool tested) {
    Status status = Status::success;
    switch (command.kind) {
        case ShellCommand::Kind::branch:
            status = run_branch(command, tested);
            break;
        case ShellCommand::Kind::either:
            status = run_either(command, tested);
            break;
        case ShellCommand::Kind::group:
            if (!command.target.empty()) result_.open_outputs = true;
            if (mentions(command.target, "GITHUB_ENV")) result_.open_environment = true;
            status = run_list(command.lists[0], tested);
            break;
        case ShellCommand::Kind::simple:
            status = run_simple(command);
            break;
        case ShellCommand::Kind::ends:
            status = run_ends(command.ends);
            break;
    }
    if (command.negated && !ended_) status = status == Status::success ? Status::failure : Status::success;
    return status;
}

ShellRun::Status ShellRun::run_branch(const ShellCommand& command, bool tested) {
    std::size_t i = 0;
    for (; i + 1 < command.lists.size(); i += 2) {
        const Status status = run_list(command.lists[i], true);
        if (ended_) return status;
        if (status == Status::success) return run_list(command.lists[i + 1], tested);
    }
    return i < command.lists.size() ? run_list(command.lists[i], tested) : Status::success;
}

ShellRun::Status ShellRun::run_either(const ShellCommand& command, bool tested) {
    for (std::size_t i = 0; i < command.lists.size(); ++i) {
        for (const ShellWord& pattern : command.patterns[i]) {
            const bool everything = pattern.letters() == "*";
            if (everything || compare(command.subject, pattern, true) == Status::success)
                return run_list(command.lists[i], tested);
        }
    }
    return Status::success;
}

ShellRun::Status ShellRun::run_ends(const ShellEnds& ends) {
    if (ends.runs_unknown) result_.open_outputs = true;
    struct End {
        ShellEnds::Chance chance;
        Status status;
        bool stops;
    };
    std::vector<End> open;
    for (const End& end : {End{ends.passes, Status::success, false}, End{ends.fails, Status::failure, false},
                           End{ends.stops_well, Status::success, true}, End{ends.stops_badly, Status::failure, true}}) {
        if (end.chance != ShellEnds::Chance::never) open.push_back(end);
    }
    const End& taken = open[evaluator_->texts().store().tape().choose(open.size())];
    if (taken.chance == ShellEnds::Chance::doubtful) evaluator_->texts().store().doubt();
    if (taken.stops) {
        ended_ = true;
        result_.succeeded = taken.status == Status::success;
    }
    return taken.status;
}

void ShellRun::end_script(const ShellCommand& command) {
    ended_ = true;
    if (command.words.size() == 1) {
        result_.succeeded = last_ == Status::success;
        return;
    }
    const std::string_view code = command.words[1].letters();
    if (code.empty()) {
        result_.succeeded = unclear_status() == Status::success;
    } else {
        result_.succeeded = code == "0";
    }
}

ShellRun::Status ShellRun::run_simple(const ShellCommand& command) {
    if (command.words.empty()) return Status::success;
    const std::string_view name = command.words[0].letters();
    if (command.piped) {
        result_.open_outputs = true;
        if (mentions(command.words, "GITHUB_ENV")) result_.open_environment = true;
        return unknown_status();
    }
    if (name == "exit" || name == "return") {
        end_script(command);
        return result_.succeeded ? Status::success : Status::failure;
    }
    if (name == "false") return Status::failure;
    if (name == "set") {
        for (const ShellWord& word : command.words)
            lenient_ = lenient_ ? word.letters() != "-e" : word.letters() == "+e";
        return Status::success;
    }
    if (const std::optional<std::span<const ShellWord>> test = test_words(command))
        return run_test(*test, name == "[[");
    if (is_assignment(first_letters(command.words[0])) && command.words.size() == 1) {
        assign(command.words[0]);
        return Status::success;
    }
    if (is_harmless(name)) {
        print(command);
        return Status::success;
    }
    result_.open_outputs = true;
    if (mentions(command.words, "GITHUB_ENV")) result_.open_environment = true;
    return unknown_status();
}

void ShellRun::assign(const ShellWord& word) {
    const std::string_view letters = first_letters(word);
    const std::size_t equals = letters.find('=');
    ShellWord rest = word;
    rest.pieces[0].text = letters.substr(equals + 1);
    variables_[std::string(letters.substr(0, equals))] = value(rest);
}

/// echo "name=value" >> "$GITHUB_OUTPUT", export NAME=value.
void ShellRun::print(const ShellCommand& command) {
    const std::string_view name = command.words[0].letters();
    if (name == "export" || name == "local" || name == "readonly") {
        for (const ShellWord& word : command.words) {
            if (is_assignment(first_letters(word))) assign(word);
        }
        return;
    }
    if (command.target.empty()) return;
    const bool to_outputs = mentions(command.target, "GITHUB_OUTPUT");
    const bool to_environment = mentions(command.target, "GITHUB_ENV");
    if (!to_outputs && !to_environment) return;
    const bool plain = name == "echo" && command.words.size() == 2 && is_assignment(first_letters(command.words[1]));
    if (!plain) {
        (to_outputs ? result_.open_outputs : result_.open_environment) = true;
        return;
    }
    const std::string_view letters = first_letters(command.words[1]);
    const std::size_t equals = letters.find('=');
    ShellWord rest = command.words[1];
    rest.pieces[0].text = letters.substr(equals + 1);
    auto& written = to_outputs ? result_.outputs : result_.environment;
    written[lower_case(letters.substr(0, equals))] = value(rest);
}

SymbolicValue ShellRun::value(const ShellPiece& piece) {
    const SymbolicTexts& texts = evaluator_->texts();
    if (piece.kind == ShellPiece::Kind::letters) return SymbolicValue::of(std::string_view(piece.text));
    if (piece.kind == ShellPiece::Kind::expression) return texts.as_text(evaluator_->evaluate(piece.expression));
    if (piece.kind == ShellPiece::Kind::unknown) return SymbolicValue::anything("$");
    const auto known = variables_.find(piece.text);
    std::optional<SymbolicValue> found;
    if (known != variables_.end()) found = known->second;
    if (!found) found = environment_(piece.text);
    if (!found) return SymbolicValue::anything("$" + piece.text);
    if (!piece.fallback.empty() && found->kind == SymbolicValue::Kind::text && texts.test(*found, TextTest::equals, ""))
        return SymbolicValue::of(std::string_view(piece.fallback));
    return *found;
}

SymbolicValue ShellRun::value(const ShellWord& word) {
    std::vector<SymbolicValue> pieces;
    for (const ShellPiece& piece : word.pieces) pieces.push_back(value(piece));
    return evaluator_->texts().joined(pieces);
}

/// `brackets`: [[ ]] or case, where a word is not split and the right side may be a pattern.
ShellRun::Status ShellRun::compare(const ShellWord& left, const ShellWord& right, bool brackets) {
    const SymbolicTexts& texts = evaluator_->texts();
    const bool split = !brackets && (!left.quoted || !right.quoted);
    const std::string_view pattern = right.letters();
    if (brackets && !right.quoted && pattern.find_first_of("*?[") != std::string_view::npos) return unclear_status();
    SymbolicValue one = value(left);
    SymbolicValue other = value(right);
    if (one.kind != SymbolicValue::Kind::text || other.kind != SymbolicValue::Kind::text) return unclear_status();
    if (SymbolicTexts::known(one) != nullptr) std::swap(one, other);
    if (SymbolicTexts::known(other) == nullptr) return unclear_status();
    const std::string literal = *SymbolicTexts::known(other);
    // [ $X = y ] with an empty or spaced $X is an error of the test, which counts as false.
    if (split && SymbolicTexts::known(one) == nullptr && texts.test(one, TextTest::equals, "")) return unclear_status();
    const bool small = std::any_of(left.pieces.begin(), left.pieces.end(), [](const ShellPiece& piece) {
        return piece.kind == ShellPiece::Kind::variable_in_small_letters;
    });
    if (small && lower_case(literal) != literal) return Status::failure;
    return texts.test(one, small ? TextTest::equals : TextTest::same_bytes, literal) ? Status::success
                                                                                     : Status::failure;
}

ShellRun::Status ShellRun::run_test(std::span<const ShellWord> words, bool brackets) {
    const auto negate = [](Status status) { return status == Status::success ? Status::failure : Status::success; };
    if (!words.empty() && words[0].letters() == "!") return negate(run_test(words.subspan(1), brackets));
    const SymbolicTexts& texts = evaluator_->texts();
    if (words.size() == 3) {
        const std::string_view sign = words[1].letters();
        if (sign == "=" || sign == "==") return compare(words[0], words[2], brackets);
        if (sign == "!=") return negate(compare(words[0], words[2], brackets));
        return unclear_status();
    }
    const bool empty = words.size() == 2 && words[0].letters() == "-z";
    const bool filled = words.size() == 2 && words[0].letters() == "-n";
    if (empty || filled || words.size() == 1) {
        const SymbolicValue text = value(words.back());
        if (text.kind != SymbolicValue::Kind::text || (!brackets && !words.back().quoted)) return unclear_status();
        return texts.test(text, TextTest::equals, "") == empty ? Status::success : Status::failure;
    }
    return unclear_status();
}

}  // namespace csr::model
