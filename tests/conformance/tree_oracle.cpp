// Compares our trees with those of nlohmann/json and libyaml over the real files of the corpora.

#include <cstdlib>
#include <fmt/format.h>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>
#include <yaml.h>

#include "support/files.hpp"
#include "syntax/node.hpp"

namespace {

using csr::syntax::Node;
using csr::syntax::NodeKind;
using csr::syntax::Style;
using csr::syntax::Tree;

/// What a foreign parser saw, in our terms: one entry per node in document order.
struct Value {
    NodeKind kind;
    std::string text;
    std::string tag;
    std::size_t size = 0;
    bool operator==(const Value&) const = default;
};

/// Collects values from nlohmann's SAX interface.
class JsonCollector : public nlohmann::json_sax<nlohmann::json> {
  public:
    std::vector<Value> values;

    bool null() override { return scalar(NodeKind::null, "null"); }
    bool boolean(bool value) override { return scalar(NodeKind::boolean, value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override { return scalar(NodeKind::integer, std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return scalar(NodeKind::integer, std::to_string(value)); }
    bool number_float(number_float_t value, const string_t&) override {
        return scalar(NodeKind::floating, fmt::format("{}", value));
    }
    bool string(string_t& value) override { return scalar(NodeKind::string, value); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(NodeKind::mapping); }
    bool key(string_t& value) override {
        values.push_back({NodeKind::string, value, ""});
        ++values[open_.back()].size;
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(NodeKind::sequence); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

  private:
    bool scalar(NodeKind kind, std::string text) {
        count();
        values.push_back({kind, std::move(text), ""});
        return true;
    }
    bool open(NodeKind kind) {
        count();
        open_.push_back(values.size());
        values.push_back({kind, "", ""});
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
    void count() {
        if (!open_.empty() && values[open_.back()].kind == NodeKind::sequence) ++values[open_.back()].size;
    }
    std::vector<std::size_t> open_;
};

/// Our tree as values; numbers as nlohmann states them.
std::vector<Value> json_values(const Tree& tree) {
    std::vector<Value> values;
    for (const Node& node : tree.nodes()) {
        Value value{node.kind, std::string(tree.text(node)), ""};
        if (node.kind >= NodeKind::sequence) value.size = node.size;
        const bool negative_zero = value.text == "-0";
        if (node.kind == NodeKind::integer && negative_zero) value.text = "0";
        if (node.kind == NodeKind::floating) value.text = fmt::format("{}", std::strtod(value.text.c_str(), nullptr));
        values.push_back(std::move(value));
    }
    return values;
}

/// libyaml's events as values. Plain and other scalars are told apart by the kind: null stands for plain.
bool libyaml_values(std::string_view text, std::vector<Value>& values, std::string& problem) {
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    const auto string = [](const yaml_char_t* bytes) {
        return bytes == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(bytes));
    };
    bool good = true;
    for (bool more = true; more;) {
        yaml_event_t event;
        if (yaml_parser_parse(&parser, &event) == 0) {
            good = false;
            problem = parser.problem != nullptr ? parser.problem : "";
            break;
        }
        switch (event.type) {
            case YAML_STREAM_END_EVENT:
                more = false;
                break;
            case YAML_ALIAS_EVENT:
                values.push_back({NodeKind::alias, string(event.data.alias.anchor), ""});
                break;
            case YAML_SCALAR_EVENT: {
                const auto& scalar = event.data.scalar;
                const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
                values.push_back({plain ? NodeKind::null : NodeKind::string,
                                  std::string(reinterpret_cast<const char*>(scalar.value), scalar.length),
                                  string(scalar.tag)});
                break;
            }
            case YAML_SEQUENCE_START_EVENT:
                values.push_back({NodeKind::sequence, "", string(event.data.sequence_start.tag)});
                break;
            case YAML_MAPPING_START_EVENT:
                values.push_back({NodeKind::mapping, "", string(event.data.mapping_start.tag)});
                break;
            case YAML_SEQUENCE_END_EVENT:
            case YAML_MAPPING_END_EVENT:
                values.push_back({NodeKind::null, "", "end"});
                break;
            default:
                break;
        }
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return good;
}

std::vector<Value> yaml_values(const Tree& tree) {
    std::vector<Value> values;
    std::vector<std::uint32_t> open;
    const auto close = [&](std::uint32_t at) {
        while (!open.empty() && tree.node(open.back()).next <= at) {
            values.push_back({NodeKind::null, "", "end"});
            open.pop_back();
        }
    };
    for (std::uint32_t at = 0; at < tree.nodes().size(); ++at) {
        close(at);
        const Node& node = tree.node(at);
        Value value{node.kind, std::string(tree.text(node)), tree.tags()[node.tag]};
        if (node.kind == NodeKind::alias) {
            value.text = tree.source().bytes().substr(node.begin + 1, node.end - node.begin - 1);
        } else if (node.kind < NodeKind::sequence) {
            value.kind = node.style == Style::plain ? NodeKind::null : NodeKind::string;
        } else {
            open.push_back(at);
        }
        values.push_back(std::move(value));
    }
    close(static_cast<std::uint32_t>(tree.nodes().size()));
    return values;
}

/// The classes a file can fall into, and which of them are fine.
class Tally {
  public:
    void add(const std::string& name, const std::filesystem::path& path, const std::string& detail = "") {
        ++counts_[name];
        if (verbose_ || name.starts_with("DIFFERENT")) {
            std::cout << name << ": " << path.generic_string() << (detail.empty() ? "" : ": ") << detail << '\n';
        }
    }
    [[nodiscard]] bool good() const {
        for (const auto& [name, count] : counts_) {
            if (name.starts_with("DIFFERENT")) return false;
        }
        return true;
    }
    void print() const {
        for (const auto& [name, count] : counts_) std::cout << fmt::format("{:6} {}\n", count, name);
    }

  private:
    std::map<std::string, int> counts_;
    bool verbose_ = std::getenv("CSR_ORACLE_VERBOSE") != nullptr;
};

std::string describe(const std::vector<Value>& ours, const std::vector<Value>& theirs) {
    std::size_t i = 0;
    while (i < ours.size() && i < theirs.size() && ours[i] == theirs[i]) ++i;
    const auto show = [i](const std::vector<Value>& values) {
        return i < values.size()
                   ? fmt::format("({} {} '{}')", static_cast<int>(values[i].kind), values[i].tag, values[i].text)
                   : std::string("nothing");
    };
    return fmt::format("at value {}: {} instead of {}", i, show(ours), show(theirs));
}

std::string first_error(const Tree& tree) {
    const auto& error = tree.errors().front();
    return fmt::format("line {}: {}", tree.source().lines().position(error.span.begin).line, error.message.en);
}

void judge_json(const std::filesystem::path& path, Tally& tally) {
    const csr::source::Source source("in", csr::test::read_file(path));
    const Tree tree = csr::syntax::parse_json(source);
    JsonCollector collector;
    const bool accepted = nlohmann::json::sax_parse(source.bytes(), &collector);
    const bool ours = tree.errors().empty();
    if (accepted != ours) {
        tally.add(ours ? "DIFFERENT json: only nlohmann rejects" : "DIFFERENT json: only we reject", path,
                  ours ? "" : first_error(tree));
        return;
    }
    if (!ours) return tally.add("json: both reject", path, first_error(tree));
    const auto values = json_values(tree);
    if (values != collector.values)
        return tally.add("DIFFERENT json: values", path, describe(values, collector.values));
    tally.add("json: equal", path);

    const Tree as_yaml = csr::syntax::parse_yaml(source);
    if (!as_yaml.errors().empty()) return tally.add("DIFFERENT json as yaml: rejected", path, first_error(as_yaml));
    const auto yaml = json_values(as_yaml);
    if (yaml != values) return tally.add("DIFFERENT json as yaml: values", path, describe(yaml, values));
    tally.add("json as yaml: equal", path);
}

/// The reason why we are stricter than libyaml, which never looks at what an alias refers to and ignores indentation in
/// quotes and brackets. The tree is complete where the error is tolerated.
std::string why_only_we_reject(const Tree& tree) {
    bool tolerated = true;
    bool aliases = true;
    for (const auto& error : tree.errors()) {
        tolerated = tolerated && error.tolerated;
        aliases = aliases && tree.source().bytes()[error.span.begin] == '*';
    }
    if (tolerated) return "yaml: only we report it, and read it: indentation in quotes or brackets";
    if (aliases) return "yaml: only we reject: an alias to nothing or to what it stands in";
    return "DIFFERENT yaml: only we reject";
}

/// Whether the values are the same but for a line break at the end of the text in a file that does not end with one.
bool differ_by_last_break(std::string_view bytes, std::vector<Value> ours, const std::vector<Value>& theirs) {
    if (bytes.ends_with('\n') || bytes.ends_with('\r') || ours.size() != theirs.size()) return false;
    for (std::size_t i = ours.size(); i-- > 0;) {
        if (ours[i].kind != NodeKind::string) continue;
        if (!ours[i].text.ends_with('\n')) return false;
        ours[i].text.pop_back();
        return ours == theirs;
    }
    return false;
}

void judge_yaml(const std::filesystem::path& path, Tally& tally) {
    const csr::source::Source source("in", csr::test::read_file(path));
    const Tree tree = csr::syntax::parse_yaml(source);
    std::vector<Value> theirs;
    std::string problem;
    const bool accepted = libyaml_values(source.bytes(), theirs, problem);
    const bool ours = tree.errors().empty();
    if (accepted && !ours) return tally.add(why_only_we_reject(tree), path, first_error(tree));
    if (ours && !accepted) return tally.add("DIFFERENT yaml: only libyaml rejects", path, problem);
    if (!ours) return tally.add("yaml: both reject", path, problem + " | " + first_error(tree));
    const auto values = yaml_values(tree);
    if (differ_by_last_break(source.bytes(), values, theirs)) {
        // A block scalar that ends with the file ends with a line break, as the YAML test suite (L24T/01) wants it.
        return tally.add("yaml: equal but for the line break that the file's last line lacks", path);
    }
    if (values != theirs) return tally.add("DIFFERENT yaml: values", path, describe(values, theirs));
    tally.add("yaml: equal", path);
}

}  // namespace

int main() {
    Tally tally;
    for (const char* name :
         {"corpora/cloudformation/templates", "corpora/workflows/realworld", "corpora/workflows/unlabelled",
          "corpora/workflows/actionlint", "corpora/workflows/zizmor"}) {
        const auto folder = csr::test::shared_folder(name);
        if (!folder) continue;
        for (const auto& path : csr::test::files_below(*folder)) {
            if (path.extension() == ".json") judge_json(path, tally);
            if (path.extension() == ".yaml" || path.extension() == ".yml") judge_yaml(path, tally);
        }
    }
    tally.print();
    return tally.good() ? EXIT_SUCCESS : EXIT_FAILURE;
}
