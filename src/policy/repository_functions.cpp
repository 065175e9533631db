#include "policy/repository_functions.hpp"

#include <string>
#include <vector>

#include "model/node_value.hpp"
#include "model/workflow/script_call_objects.hpp"
#include "model/workflow/workflow_object.hpp"
#include "policy/function_call.hpp"

namespace csr::policy {

namespace {

using model::Value;

Value called_files(const cel::CallContext& call, Arguments arguments) {
    const model::Step* step = model::step_behind(arguments[0]);
    if (step == nullptr) return no_such(call, "step");
    return model::file_call_list(*step, *context_of(call).project, call.evaluation.arena);
}

Value package_scripts(const cel::CallContext& call, Arguments arguments) {
    const model::Step* step = model::step_behind(arguments[0]);
    if (step == nullptr) return no_such(call, "step");
    return model::package_script_call_list(*step, *context_of(call).project, call.evaluation.arena);
}

Value repository_has(const cel::CallContext& call, Arguments arguments) {
    const model::Project& project = *context_of(call).project;
    const std::string_view path = arguments[0].text();
    return model::value_of(project.repository().has(path), path, project, call.evaluation.arena, arguments[0].place());
}

/// What a JSON or YAML file says; nothing when there is none.
Value repository_file(const cel::CallContext& call, Arguments arguments) {
    const model::Project& project = *context_of(call).project;
    base::Arena& arena = call.evaluation.arena;
    const std::string_view path = arguments[0].text();
    const model::Answer there = project.repository().has(path);
    if (there == model::Answer::no) return Value::optional(nullptr, arguments[0].place());
    const model::Document* document = project.document(path);
    if (there == model::Answer::unknown || document == nullptr || !document->root())
        return model::value_of(model::Answer::unknown, path, project, arena, arguments[0].place());
    return Value::optional(arena.create<Value>(model::value_of(document->root(), arena)), arguments[0].place());
}

std::vector<cel::Function> make_functions() {
    using cel::global_function;
    using model::Type;
    using Kind = model::Type::Kind;
    static const Type step{Kind::object, nullptr, &model::step_type()};
    static const Type file_call{Kind::object, nullptr, &model::file_call_type()};
    static const Type file_call_list{Kind::list, &file_call};
    static const Type script_call{Kind::object, nullptr, &model::package_script_call_type()};
    static const Type script_call_list{Kind::list, &script_call};
    static const Type optional_dynamic{Kind::optional, &model::dynamic_type};
    return {
        global_function("called_files", called_files, file_call_list, step),
        global_function("package_scripts", package_scripts, script_call_list, step),
        global_function("repository_has", repository_has, model::boolean_type, model::string_type),
        global_function("repository_file", repository_file, optional_dynamic, model::string_type),
    };
}

}  // namespace

std::span<const cel::Function> repository_functions() {
    static const std::vector<cel::Function> functions = make_functions();
    return functions;
}

}  // namespace csr::policy
