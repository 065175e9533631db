#include "model/parameter_files.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/lower_case.hpp"
#include "model/cloudformation/collections.hpp"
#include "model/node_value.hpp"
#include "model/object_type.hpp"
#include "source/path.hpp"

namespace csr::model {

namespace {

using cloudformation::ParameterSet;
using cloudformation::ParameterValues;

constexpr std::array<std::string_view, 4> marks{"parameters", "parameter", "params", "param"};

bool is_separator(char c) { return c == '-' || c == '_' || c == '.'; }

std::string_view stem_of(std::string_view path) {
    const std::string_view name = source::file_name(path);
    return name.substr(0, name.rfind('.'));
}

/// What is left of a name without the word "parameters" at its start or end; nothing when it has neither.
std::optional<std::string_view> label_of(std::string_view stem) {
    const std::string name = base::lower_case(stem);
    for (const std::string_view mark : marks) {
        if (name == mark) return std::string_view();
        if (stem.size() <= mark.size()) continue;
        const bool first = name.starts_with(mark) && is_separator(stem[mark.size()]);
        if (first) return stem.substr(mark.size() + 1);
        const std::size_t rest = stem.size() - mark.size();
        if (name.ends_with(mark) && is_separator(stem[rest - 1])) return stem.substr(0, rest - 1);
    }
    return std::nullopt;
}

/// Whose values a file holds, seen from one template.
struct Reading {
    bool fits = false;
    std::string_view environment;
};

/// `label` is the template's name, that with an environment behind it, or an environment.
Reading read_label(std::string_view label, std::string_view stem, bool other_template) {
    if (label.empty() || label == stem) return {true, {}};
    if (label.size() > stem.size() && label.starts_with(stem) && is_separator(label[stem.size()]))
        return {true, label.substr(stem.size() + 1)};
    if (label.size() > stem.size() && label.ends_with(stem) && is_separator(label[label.size() - stem.size() - 1]))
        return {true, label.substr(0, label.size() - stem.size() - 1)};
    return {!other_template, label};
}

void lay_over(ParameterValues& values, const ParameterValues& more) {
    for (const auto& [name, value] : more) values.insert_or_assign(name, value);
}

const Type text_map{Type::Kind::map, &string_type};
const Field parameter_file_fields[] = {{"path", &string_type, true}, {"values", &text_map, true}};
const FixedObjectType parameter_file_table("ParameterFile", parameter_file_fields);

}  // namespace

const ObjectType& parameter_file_type() { return parameter_file_table; }

Value object_of(const ParameterDocument& file, base::Arena& arena) {
    using cloudformation::make_map;
    const Place place = value_of(file.document->root(), arena).place();
    std::vector<cloudformation::ValueMap::Entry> values;
    for (const auto& [name, value] : file.values)
        values.push_back({Value::string(arena.copy(name)), Value::string(arena.copy(value), place)});
    return make_map(arena,
                    {{Value::string("path"), Value::string(file.document->path(), place)},
                     {Value::string("values"), make_map(arena, values, place)}},
                    place);
}

bool is_parameter_directory(std::string_view directory) {
    return std::ranges::find(marks, base::lower_case(source::file_name(directory))) != marks.end();
}

bool may_hold_parameters(std::string_view path) {
    const std::string_view ending = source::extension(path);
    if (ending != ".json" && ending != ".yaml" && ending != ".yml") return false;
    return label_of(stem_of(path)).has_value() || is_parameter_directory(source::parent_path(path));
}

std::vector<ParameterDocument> find_parameter_documents(std::span<const Document* const> documents) {
    std::vector<ParameterDocument> found;
    for (const Document* const document : documents) {
        if (document->kind() != DocumentKind::parameters || document->tree() == nullptr) continue;
        const auto lost = [](const syntax::SyntaxError& error) { return !error.tolerated; };
        if (std::ranges::any_of(document->tree()->errors(), lost)) continue;  // half a file would be guessed values
        std::string_view directory = source::parent_path(document->path());
        const std::string_view stem = stem_of(document->path());
        std::optional<std::string_view> label = label_of(stem);
        if (is_parameter_directory(directory)) {
            directory = source::parent_path(directory);
            if (!label) label = stem;
        }
        if (!label) continue;
        auto file = cloudformation::read_parameter_values(document->root());
        if (file && file->odd.empty() && !file->values.empty())
            found.push_back({document, directory, *label, std::move(file->values)});
    }
    return found;
}

std::vector<ParameterSet> parameter_sets(const Document& document, std::span<const Document* const> templates,
                                         std::span<ParameterDocument> files) {
    const std::string_view directory = source::parent_path(document.path());
    const std::string_view stem = stem_of(document.path());
    const syntax::NodeRef declared = document.root().find("Parameters");
    if (!declared || !declared.is_mapping()) return {};
    ParameterSet common;
    std::map<std::string_view, ParameterSet> environments;
    for (ParameterDocument& file : files) {
        if (file.directory != directory) continue;
        const bool other = std::ranges::any_of(templates, [&](const Document* candidate) {
            const std::string_view name = stem_of(candidate->path());
            return candidate != &document && source::parent_path(candidate->path()) == directory && name != stem &&
                   read_label(file.label, name, true).fits && !file.label.empty();
        });
        const Reading reading = read_label(file.label, stem, other);
        const bool useful =
            std::ranges::any_of(file.values, [&](const auto& value) { return declared.find(value.first).valid(); });
        if (!reading.fits || !useful) continue;
        ++file.uses;
        ParameterSet& set = reading.environment.empty() ? common : environments[reading.environment];
        set.name = file.document->path();
        lay_over(set.values, file.values);
    }
    std::vector<ParameterSet> sets;
    for (auto& [environment, set] : environments) {
        ParameterSet whole{set.name, common.values};
        lay_over(whole.values, set.values);
        sets.push_back(std::move(whole));
    }
    if (sets.empty() && !common.values.empty()) sets.push_back(std::move(common));
    return sets;
}

}  // namespace csr::model
