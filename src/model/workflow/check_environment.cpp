#include <fmt/format.h>

#include "model/workflow/check.hpp"
#include "model/workflow/checks.hpp"

namespace csr::model {

namespace {

using syntax::NodeRef;

void check_env(NodeRef env, std::vector<Diagnostic>& found) {
    if (!env) return;
    for (const NodeRef::Pair pair : env.pairs()) {
        if (!pair.key.is_scalar() || has_expression(pair.key.text())) continue;
        const std::string_view name = pair.key.text();
        if (!name.empty() && name.find_first_of("&= \t") == std::string_view::npos) continue;
        report(found, "env-name-invalid", pair.key,
               {fmt::format("'{}' cannot be the name of an environment variable: no '&', '=' or blank", name),
                fmt::format("'{}' は環境変数名にできません('&'、'='、空白は使えません)", name)});
    }
}

void check_container(NodeRef container, std::string_view name, std::vector<Diagnostic>& found) {
    if (!container || !container.is_mapping()) return;
    check_env(container.find("env"), found);
    const NodeRef credentials = container.find("credentials");
    const NodeRef password = credentials && credentials.is_mapping() ? credentials.find("password") : NodeRef();
    if (!password || !password.is_scalar() || password.text().empty() || has_expression(password.text())) return;
    report(
        found, "credentials-literal", password,
        {fmt::format("the registry password of '{}' stands in the file; take it from secrets", name),
         fmt::format("'{}' のレジストリパスワードがファイルに直接書かれています。secrets から渡してください", name)});
}

}  // namespace

void check_environment(const Workflow& workflow, std::vector<Diagnostic>& found) {
    check_env(workflow.get("env"), found);
    for (const Job& job : workflow.jobs()) {
        if (!job.node.is_mapping()) continue;
        check_env(job.env, found);
        check_container(job.node.find("container"), "container", found);
        const NodeRef services = job.node.find("services");
        if (services) {
            for (const NodeRef::Pair pair : services.pairs()) {
                if (pair.key.is_scalar()) check_container(pair.value, pair.key.text(), found);
            }
        }
        for (const Step& step : job.steps) check_env(step.env, found);
    }
}

}  // namespace csr::model
