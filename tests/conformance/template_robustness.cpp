// Loads every template of the corpus, evaluates every property of every resource under the empty assignment, and the
// relations, and prints how much came out known. Fails only by crashing.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/iam.hpp"
#include "model/cloudformation/json_text.hpp"
#include "model/cloudformation/recognition.hpp"
#include "model/cloudformation/relations.hpp"
#include "model/cloudformation/schema.hpp"
#include "policy/cause_text.hpp"

namespace {

using namespace csr;

struct Counts {
    std::size_t templates = 0;
    std::size_t recognised = 0;
    std::size_t syntax_errors = 0;
    std::size_t problems = 0;
    std::size_t resources = 0;
    std::size_t values = 0;
    std::size_t splittable = 0;
    std::size_t statements = 0;
    std::map<model::CauseKind, std::size_t> unknown;
};

void visit(const model::Value& value, Counts& counts, int depth) {
    if (depth > 300) return;
    if (value.is(model::Kind::unknown)) {
        const model::Cause& cause = value.as_unknown().causes.front();
        ++counts.unknown[cause.kind];
        if (cause.variable != nullptr) ++counts.splittable;
    } else if (value.is(model::Kind::list)) {
        for (std::size_t i = 0; i < value.as_list().size(); ++i) visit(value.as_list().at(i), counts, depth + 1);
    } else if (value.is(model::Kind::map)) {
        const model::Map& map = value.as_map();
        for (std::size_t i = 0; i < map.size(); ++i) {
            if (const auto member = map.get(map.key_at(i))) visit(*member, counts, depth + 1);
        }
    } else {
        ++counts.values;
        if (value.is(model::Kind::string)) counts.values += value.text().size() > (1U << 30U) ? 1U : 0U;
    }
}

void visit_resource(const model::cloudformation::Deployment& deployment,
                    const model::cloudformation::Resource& resource, Counts& counts) {
    base::Arena arena;
    const model::Assignment assignment;
    const model::Evaluation evaluation{arena, assignment};
    ++counts.resources;
    visit(model::cloudformation::properties_of(resource, evaluation), counts, 0);
    Counts unused;
    visit(model::cloudformation::tags_of(resource, evaluation), unused, 0);
    visit(model::cloudformation::condition_of(resource, evaluation), unused, 0);
    const model::Value statements = model::cloudformation::statements(resource, evaluation);
    visit(statements, unused, 0);
    if (statements.is(model::Kind::list)) counts.statements += statements.as_list().size();
    static_cast<void>(model::cloudformation::log_group_of(deployment, resource, evaluation));
    static_cast<void>(model::cloudformation::referrers(deployment, resource, evaluation));
}

void visit_file(const std::filesystem::path& path, Counts& counts) {
    std::ifstream file(path, std::ios::binary);
    const source::Source source(path.filename().string(),
                                std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()));
    const syntax::Tree tree = path.extension() == ".json" ? syntax::parse_json(source) : syntax::parse_yaml(source);
    ++counts.templates;
    if (!tree.errors().empty()) ++counts.syntax_errors;
    if (model::cloudformation::looks_like_template(tree)) ++counts.recognised;
    model::cloudformation::TemplateOptions options;
    options.schema = model::cloudformation::resource_properties;
    std::vector<std::unique_ptr<model::cloudformation::Template>> templates;
    templates.push_back(model::cloudformation::Template::load(tree, std::move(options)));
    counts.problems += templates.front()->problems().size();
    const model::cloudformation::Deployment deployment(std::move(templates), nullptr);
    for (const auto& resource : deployment.templates().front()->resources())
        visit_resource(deployment, resource, counts);
}

}  // namespace

int main() {
    const char* const given = std::getenv("CSR_LINT_SHARED");
    const std::filesystem::path shared = given != nullptr ? given : CSR_SOURCE_DIR "/../shared";
    const std::filesystem::path folder = shared / "corpora/cloudformation/templates";
    if (!std::filesystem::is_directory(folder)) {
        std::printf("skipped: no corpus at %s\n", folder.c_str());
        return 0;
    }
    Counts counts;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) visit_file(entry.path(), counts);
    std::printf("templates %zu, recognised %zu, with syntax errors %zu, problems %zu\n", counts.templates,
                counts.recognised, counts.syntax_errors, counts.problems);
    std::printf("resources %zu, known values %zu, IAM statements %zu\n", counts.resources, counts.values,
                counts.statements);
    for (const auto& [kind, count] : counts.unknown)
        std::printf("unknown by %s: %zu\n", std::string(policy::name_of(kind)).c_str(), count);
    std::printf("unknown values that splitting settles: %zu\n", counts.splittable);
    return 0;
}
