// Runs the YAML test suite: the events of every valid case, in.json where there is one, and an error for every invalid
// case.

#include <cstdlib>
#include <fmt/format.h>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/files.hpp"
#include "syntax/node.hpp"

namespace {

using csr::syntax::Node;
using csr::syntax::NodeKind;
using csr::syntax::NodeRef;
using csr::syntax::Style;
using csr::syntax::Tree;
using Json = nlohmann::ordered_json;

/// Writes a tree in the notation of the suite's test.event, without the marks of explicit documents.
class Events {
  public:
    explicit Events(const Tree& tree) : tree_(tree) {
        for (const auto& anchor : tree.anchors()) anchors_[anchor.node] = source(anchor.span.begin, anchor.span.end);
    }

    std::string all() {
        out_ = "+STR\n";
        for (const std::uint32_t root : tree_.documents()) {
            out_ += "+DOC\n";
            for (std::uint32_t at = root; at < tree_.node(root).next; ++at) {
                close_until(at);
                node(at);
            }
            close_until(tree_.node(root).next);
            out_ += "-DOC\n";
        }
        return out_ + "-STR\n";
    }

  private:
    [[nodiscard]] std::string source(std::uint32_t begin, std::uint32_t end) const {
        return std::string(tree_.source().bytes().substr(begin, end - begin));
    }

    void close_until(std::uint32_t at) {
        while (!open_.empty() && tree_.node(open_.back()).next <= at) {
            out_ += tree_.node(open_.back()).kind == NodeKind::mapping ? "-MAP\n" : "-SEQ\n";
            open_.pop_back();
        }
    }

    [[nodiscard]] std::string properties(std::uint32_t at) const {
        std::string text;
        const auto anchor = anchors_.find(at);
        if (anchor != anchors_.end()) text += " " + anchor->second;
        if (tree_.node(at).tag != 0) text += " <" + tree_.tags()[tree_.node(at).tag] + ">";
        return text;
    }

    void node(std::uint32_t at) {
        const Node& node = tree_.node(at);
        if (node.kind == NodeKind::alias) {
            out_ += "=ALI " + source(node.begin, node.end) + "\n";
        } else if (node.kind == NodeKind::mapping || node.kind == NodeKind::sequence) {
            const bool mapping = node.kind == NodeKind::mapping;
            out_ += mapping ? "+MAP" : "+SEQ";
            if (node.style == Style::flow) out_ += mapping ? " {}" : " []";
            out_ += properties(at) + "\n";
            open_.push_back(at);
        } else {
            out_ += "=VAL" + properties(at) + " " + style_sign(node.style) + escaped(tree_.text(node)) + "\n";
        }
    }

    static char style_sign(Style style) {
        switch (style) {
            case Style::single_quoted:
                return '\'';
            case Style::double_quoted:
                return '"';
            case Style::literal:
                return '|';
            case Style::folded:
                return '>';
            default:
                return ':';
        }
    }

    static std::string escaped(std::string_view text) {
        static constexpr std::string_view from = "\\\n\t\r\b";
        static constexpr std::string_view to = "\\ntrb";
        std::string out;
        for (const char byte : text) {
            const std::size_t index = from.find(byte);
            if (index != std::string_view::npos) out.push_back('\\');
            out.push_back(index != std::string_view::npos ? to[index] : byte);
        }
        return out;
    }

    const Tree& tree_;
    std::map<std::uint32_t, std::string> anchors_;
    std::vector<std::uint32_t> open_;
    std::string out_;
};

Json to_json(NodeRef node) {
    switch (node.kind()) {
        case NodeKind::null:
            return nullptr;
        case NodeKind::boolean:
            return node.text()[0] == 't' || node.text()[0] == 'T';
        case NodeKind::integer: {
            const std::string text(node.text());
            if (text.starts_with("0o")) return std::strtoll(text.c_str() + 2, nullptr, 8);
            return std::strtoll(text.c_str(), nullptr, text.starts_with("0x") ? 16 : 10);
        }
        case NodeKind::floating:
            return std::strtod(std::string(node.text()).c_str(), nullptr);
        case NodeKind::sequence: {
            Json array = Json::array();
            for (const NodeRef item : node.items()) array.push_back(to_json(item));
            return array;
        }
        case NodeKind::mapping: {
            Json object = Json::object();
            for (const auto pair : node.pairs()) object[std::string(pair.key.text())] = to_json(pair.value);
            return object;
        }
        default:
            return std::string(node.text());
    }
}

/// Equality as the suite means it: the order of keys does not matter, 1 equals 1.0.
bool same(const Json& left, const Json& right) {
    return nlohmann::json::parse(left.dump()) == nlohmann::json::parse(right.dump());
}

std::vector<Json> json_stream(const std::string& text) {
    std::vector<Json> values;
    std::istringstream stream(text);
    while (stream >> std::ws && !stream.eof()) {
        Json value;
        stream >> value;
        values.push_back(std::move(value));
    }
    return values;
}

std::string expected_events(const std::filesystem::path& path) {
    std::istringstream lines(csr::test::read_file(path));
    std::string out;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("+DOC") || line.starts_with("-DOC")) line.resize(4);
        out += line + "\n";
    }
    return out;
}

/// Why a case fails; empty when it passes.
std::string judge(const std::filesystem::path& folder) {
    const csr::source::Source source("in.yaml", csr::test::read_file(folder / "in.yaml"));
    const Tree tree = csr::syntax::parse_yaml(source);
    if (std::filesystem::exists(folder / "error")) return tree.errors().empty() ? "an error is expected" : "";
    if (!tree.errors().empty()) {
        const auto& error = tree.errors().front();
        return fmt::format("line {}: {}", source.lines().position(error.span.begin).line, error.message.en);
    }
    const std::string events = Events(tree).all();
    const std::string expected = expected_events(folder / "test.event");
    if (events != expected) return "events:\n" + events + "expected:\n" + expected;
    if (!std::filesystem::exists(folder / "in.json")) return "";
    const std::vector<Json> values = json_stream(csr::test::read_file(folder / "in.json"));
    if (values.size() != tree.documents().size()) return "number of JSON values";
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Json actual = to_json(NodeRef(tree, tree.documents()[i]));
        if (!same(actual, values[i])) return "JSON: " + actual.dump() + " instead of " + values[i].dump();
    }
    return "";
}

}  // namespace

int main() {
    const auto suite = csr::test::shared_folder("corpora/yaml-test-suite");
    if (!suite) return EXIT_SUCCESS;
    int passed[2] = {0, 0};
    int failed[2] = {0, 0};
    for (const auto& file : csr::test::files_below(*suite)) {
        if (file.filename() != "in.yaml") continue;
        const bool invalid = std::filesystem::exists(file.parent_path() / "error");
        const std::string reason = judge(file.parent_path());
        ++(reason.empty() ? passed : failed)[invalid ? 1 : 0];
        if (reason.empty()) continue;
        std::cout << "FAILED " << file.parent_path().lexically_relative(*suite).generic_string() << ": " << reason
                  << '\n';
    }
    std::cout << fmt::format("valid: {} passed, {} failed; invalid: {} passed, {} failed\n", passed[0], failed[0],
                             passed[1], failed[1]);
    return failed[0] + failed[1] == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
