// Runs the Common Expression Language's public conformance data (corpora/cel-spec) and prints a table per file.
// A case is out of scope only for a reason that can be read off the case itself; see out_of_scope().
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cel/cel.hpp"
#include "cel/containers.hpp"
#include "cel/unicode.hpp"

namespace {

using csr::model::Kind;
using csr::model::Type;
using csr::model::Value;
namespace cel = csr::cel;
namespace model = csr::model;

/// A message of the protobuf text format, or one of its scalar fields.
struct Field {
    std::string name;
    std::string text;  ///< of a scalar, strings decoded
    std::vector<Field> fields;

    [[nodiscard]] const Field* find(std::string_view wanted) const {
        const auto found = std::ranges::find(fields, wanted, &Field::name);
        return found == fields.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::string text_of(std::string_view wanted) const {
        const Field* found = find(wanted);
        return found == nullptr ? std::string() : found->text;
    }
    [[nodiscard]] bool is_true(std::string_view wanted) const { return text_of(wanted) == "true"; }
};

/// Reads as much of the protobuf text format as the conformance data uses.
class TextProto {
  public:
    explicit TextProto(std::string_view text) : text_(text) {}

    Field file() {
        Field root;
        root.fields = fields('\0');
        return root;
    }
    [[nodiscard]] bool failed() const { return failed_; }

  private:
    void skip() {
        while (position_ < text_.size()) {
            const char c = text_[position_];
            if (c == '#') {
                position_ = std::min(text_.find('\n', position_), text_.size());
            } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == ',' || c == ';') {
                ++position_;
            } else {
                return;
            }
        }
    }
    char peek() {
        skip();
        return position_ < text_.size() ? text_[position_] : '\0';
    }

    std::vector<Field> fields(char end) {
        std::vector<Field> made;
        while (peek() != end && !failed_ && position_ < text_.size()) field(made);
        if (end != '\0') ++position_;
        return made;
    }

    void field(std::vector<Field>& made) {
        const std::string name = peek() == '[' ? extension() : word();
        if (name.empty()) {
            failed_ = true;
            return;
        }
        if (peek() == ':') ++position_;
        if (peek() != '[') {
            made.push_back(value(name));
            return;
        }
        ++position_;
        while (peek() != ']' && position_ < text_.size()) made.push_back(value(name));
        ++position_;
    }

    Field value(const std::string& name) {
        Field made;
        made.name = name;
        const char c = peek();
        if (c == '{' || c == '<') {
            ++position_;
            made.fields = fields(c == '{' ? '}' : '>');
        } else if (c == '"' || c == '\'') {
            while (peek() == '"' || peek() == '\'') made.text += quoted();
        } else {
            made.text = word();
            if (made.text.empty()) failed_ = true;
        }
        return made;
    }

    std::string extension() {
        const std::size_t end = std::min(text_.find(']', position_), text_.size() - 1);
        std::string made(text_.substr(position_, end + 1 - position_));
        position_ = end + 1;
        return made;
    }

    std::string word() {
        skip();
        const std::size_t begin = position_;
        while (position_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[position_])) != 0 ||
                                            std::string_view("_.+-").contains(text_[position_])))
            ++position_;
        return std::string(text_.substr(begin, position_ - begin));
    }

    std::string quoted() {
        const char quote = text_[position_++];
        std::string made;
        while (position_ < text_.size() && text_[position_] != quote) {
            if (text_[position_] != '\\') {
                made += text_[position_++];
            } else {
                ++position_;
                escape(made);
            }
        }
        ++position_;
        return made;
    }

    void escape(std::string& made) {
        static constexpr std::string_view from = "abfnrtv\\?\"'";
        static constexpr std::string_view to = "\a\b\f\n\r\t\v\\?\"'";
        const char c = text_[position_++];
        if (const std::size_t index = from.find(c); index != std::string_view::npos) {
            made += to[index];
        } else if (c == 'x') {
            made += static_cast<char>(number(2, 16));
        } else if (c == 'u' || c == 'U') {
            cel::append_code_point(made, number(c == 'u' ? 4 : 8, 16));
        } else if (c >= '0' && c <= '7') {
            --position_;
            made += static_cast<char>(number(3, 8));
        } else {
            made += '\\';
            made += c;
        }
    }

    std::uint32_t number(std::size_t most, int base) {
        std::size_t size = 0;
        const std::string_view digits = base == 16 ? "0123456789abcdefABCDEF" : "01234567";
        while (size < most && position_ + size < text_.size() && digits.contains(text_[position_ + size])) ++size;
        const std::string read(text_.substr(position_, size));
        position_ += size;
        return static_cast<std::uint32_t>(std::strtoul(read.c_str(), nullptr, base));
    }

    std::string_view text_;
    std::size_t position_ = 0;
    bool failed_ = false;
};

/// Makes the values and types that a case names. What it makes lives as long as the world.
struct World {
    csr::base::Arena arena;
    model::Assignment assignment;
    std::deque<Type> types;

    const Type& type(const Field& field) {
        if (const Field* list = field.find("list_type")) {
            const Field* element = list->find("elem_type");
            types.push_back({Type::Kind::list, element == nullptr ? nullptr : &type(*element), nullptr});
            return types.back();
        }
        if (const Field* map = field.find("map_type")) {
            const Field* element = map->find("value_type");
            types.push_back({Type::Kind::map, element == nullptr ? nullptr : &type(*element), nullptr});
            return types.back();
        }
        if (field.find("null") != nullptr) return model::null_type;
        static const std::map<std::string, const Type*, std::less<>> primitives{
            {"BOOL", &model::boolean_type},    {"INT64", &model::integer_type}, {"UINT64", &model::unsigned_type},
            {"DOUBLE", &model::floating_type}, {"STRING", &model::string_type}, {"BYTES", &model::bytes_type}};
        const auto found = primitives.find(field.text_of("primitive"));
        return found == primitives.end() ? model::dynamic_type : *found->second;
    }

    Value value(const Field& field) {
        if (field.fields.empty()) return Value::null();
        const Field& only = field.fields.front();
        const std::string_view kept = arena.copy(only.text);
        if (only.name == "int64_value") return Value::integer(std::strtoll(only.text.c_str(), nullptr, 0));
        if (only.name == "uint64_value") return Value::unsigned_integer(std::strtoull(only.text.c_str(), nullptr, 0));
        if (only.name == "double_value") return Value::floating(std::strtod(only.text.c_str(), nullptr));
        if (only.name == "bool_value") return Value::boolean(only.text == "true");
        if (only.name == "string_value") return Value::string(kept);
        if (only.name == "bytes_value") return Value::bytes(kept);
        if (only.name == "type_value") return Value::type(kept);
        if (only.name == "list_value") return list(only);
        if (only.name == "map_value") return map(only);
        return Value::null();
    }

    Value list(const Field& field) {
        std::vector<Value> items;
        for (const Field& item : field.fields) items.push_back(value(item));
        return cel::make_list(arena, items);
    }

    Value map(const Field& field) {
        std::vector<cel::ArrayMap::Entry> entries;
        for (const Field& entry : field.fields)
            entries.push_back({value(*entry.find("key")), value(*entry.find("value"))});
        return cel::make_map(arena, entries);
    }
};

/// Equal and of the same kinds; a NaN is the same as a NaN.
bool same(const Value& left, const Value& right) {
    if (left.kind() != right.kind()) return false;
    switch (left.kind()) {
        case Kind::null:
            return true;
        case Kind::boolean:
            return left.as_boolean() == right.as_boolean();
        case Kind::integer:
            return left.as_integer() == right.as_integer();
        case Kind::unsigned_integer:
            return left.as_unsigned() == right.as_unsigned();
        case Kind::floating: {
            const bool both_nan = std::isnan(left.as_floating()) && std::isnan(right.as_floating());
            return both_nan || left.as_floating() == right.as_floating();
        }
        case Kind::list: {
            const model::List& one = left.as_list();
            const model::List& other = right.as_list();
            if (one.size() != other.size()) return false;
            for (std::size_t index = 0; index < one.size(); ++index) {
                if (!same(one.at(index), other.at(index))) return false;
            }
            return true;
        }
        case Kind::map: {
            const model::Map& one = left.as_map();
            const model::Map& other = right.as_map();
            if (one.size() != other.size()) return false;
            for (std::size_t index = 0; index < one.size(); ++index) {
                const Value key = one.key_at(index);
                const auto member = other.get(key);
                if (!member || !same(one.get(key).value_or(Value()), *member)) return false;
            }
            return true;
        }
        default:
            return left.text() == right.text();
    }
}

bool mentions(const Field& field, const std::vector<std::string_view>& words, bool names) {
    const std::string& here = names ? field.name : field.text;
    if (std::ranges::any_of(words, [&here](std::string_view word) { return here.contains(word); })) return true;
    return std::ranges::any_of(field.fields, [&](const Field& inner) { return mentions(inner, words, names); });
}

/// A part of the language that csr-lint leaves out, and how a case shows that it needs it.
struct Exclusion {
    std::string_view reason;
    std::vector<std::string_view> field_names;   ///< fields anywhere in the case
    std::vector<std::string_view> field_values;  ///< parts of the text of any field in the case
};

const std::vector<Exclusion>& exclusions() {
    static const std::vector<Exclusion> all{
        {"needs protobuf messages",
         {"object_value", "message_type", "type.googleapis.com"},
         {"cel.expr.conformance", "google.protobuf", "TestAllTypes", "NestedTestAllTypes", "proto.hasExt",
          "proto.getExt"}},
        {"needs protobuf enums", {"enum_value"}, {}},
        {"needs timestamps or durations", {"well_known"}, {"timestamp(", "duration(", "Timestamp", "Duration"}},
        {"only checks static types", {"check_only"}, {}},
        {"declares a function without a body", {"function"}, {}},
        {"needs cel.block, which only generated code uses", {}, {"cel.block(", "cel.iterVar("}},
        {"needs the network extension", {}, {"ip(", "cidr(", "ip.isCanonical(", "isIP(", "net.IP", "net.CIDR"}},
        {"needs the base64 extension", {}, {"base64."}},
    };
    return all;
}

std::string_view out_of_scope(const Field& test) {
    Field content = test;
    std::erase_if(content.fields,
                  [](const Field& field) { return field.name == "name" || field.name == "description"; });
    for (const Exclusion& exclusion : exclusions()) {
        if (mentions(content, exclusion.field_names, true) || mentions(content, exclusion.field_values, false))
            return exclusion.reason;
    }
    return {};
}

/// What one case asks for and how it went; empty when it passed.
class Case {
  public:
    explicit Case(const Field& test) : test_(test) {}

    std::string run() {
        declare();
        const bool checked = !test_.is_true("disable_check");
        std::string failure = run_once(checked);
        if (failure.empty() && checked) failure = run_once(false);
        return failure;
    }

  private:
    void declare() {
        for (const Field& field : test_.fields) {
            if (field.name != "type_env" || field.find("ident") == nullptr) continue;
            const Field* type = field.find("ident")->find("type");
            environment_.declare(field.text_of("name"), type == nullptr ? model::dynamic_type : world_.type(*type));
            values_.push_back(Value::error("unbound variable"));
        }
        for (const Field& field : test_.fields) {
            if (field.name != "bindings") continue;
            const std::string name = field.text_of("key");
            auto slot = environment_.slot(name);
            if (!slot) {
                slot = environment_.declare(name, model::dynamic_type);
                values_.emplace_back();
            }
            values_[*slot] = world_.value(*field.find("value")->find("value"));
        }
    }

    std::string run_once(bool checked) {
        const bool error_wanted = test_.find("eval_error") != nullptr || test_.find("any_eval_errors") != nullptr;
        const std::string expression = test_.text_of("expr");
        const std::string container = test_.text_of("container");
        cel::Options options;
        options.checked = checked;
        options.container = container;
        const auto program = cel::compile(expression, environment_, options);
        if (!program) return error_wanted ? "" : "does not compile: " + program.error().front().message.en;
        const model::Evaluation evaluation{world_.arena, world_.assignment};
        const Value value = program->evaluate(values_, evaluation).value;
        if (!same(value, program->value(values_, evaluation))) return "blame changes the result";
        if (error_wanted) return value.is(Kind::error) ? "" : "gives no error but " + shown(value);
        const Value wanted = expected();
        return same(wanted, value) ? "" : fmt::format("gives {} instead of {}", shown(value), shown(wanted));
    }

    Value expected() {
        if (const Field* field = test_.find("value")) return world_.value(*field);
        if (const Field* field = test_.find("typed_result")) {
            const Field* result = field->find("result");
            if (result != nullptr) return world_.value(*result);
        }
        return Value::boolean(true);
    }

    static std::string shown(const Value& value) {
        if (value.is(Kind::error)) return fmt::format("error '{}'", value.text());
        return cel::to_text(value, csr::base::Language::english);
    }

    const Field& test_;
    World world_;
    cel::Environment environment_;
    std::vector<Value> values_;
};

struct Totals {
    int passed = 0;
    int failed = 0;
    std::map<std::string, int, std::less<>> left_out;

    [[nodiscard]] int left_out_count() const {
        int count = 0;
        for (const auto& [reason, cases] : left_out) count += cases;
        return count;
    }
};

void run_file(const std::filesystem::path& path, Totals& totals) {
    std::ifstream stream(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    TextProto reader(text);
    const Field file = reader.file();
    if (reader.failed()) {
        fmt::print("{}: cannot be read\n", path.filename().string());
        ++totals.failed;
    }
    for (const Field& section : file.fields) {
        if (section.name != "section") continue;
        for (const Field& test : section.fields) {
            if (test.name != "test") continue;
            if (const std::string_view reason = out_of_scope(test); !reason.empty()) {
                ++totals.left_out[std::string(reason)];
                continue;
            }
            const std::string failure = Case(test).run();
            ++(failure.empty() ? totals.passed : totals.failed);
            if (!failure.empty())
                fmt::print("{}/{}/{}: {}\n    {}\n", path.stem().string(), section.text_of("name"),
                           test.text_of("name"), failure, test.text_of("expr"));
        }
    }
}

}  // namespace

int main() {
    const char* shared = std::getenv("CSR_LINT_SHARED");
    const std::filesystem::path folder =
        std::filesystem::path(shared != nullptr ? shared : CSR_SOURCE_DIR "/../shared") / "corpora/cel-spec";
    if (!std::filesystem::is_directory(folder)) {
        fmt::print("skipped: {} is missing\n0 passed, 0 failed\n", folder.string());
        return 0;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".textproto") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    Totals all;
    fmt::print("| file | passed | failed | out of scope |\n|---|---:|---:|---:|\n");
    for (const auto& path : files) {
        Totals totals;
        run_file(path, totals);
        fmt::print("| {} | {} | {} | {} |\n", path.stem().string(), totals.passed, totals.failed,
                   totals.left_out_count());
        all.passed += totals.passed;
        all.failed += totals.failed;
        for (const auto& [reason, count] : totals.left_out) all.left_out[reason] += count;
    }
    fmt::print("\n| out of scope because the case | cases |\n|---|---:|\n");
    for (const auto& [reason, count] : all.left_out) fmt::print("| {} | {} |\n", reason, count);
    fmt::print("\n{} passed, {} failed\n", all.passed, all.failed);
    return all.failed == 0 ? 0 : 1;
}
