#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/cloudformation/schema.hpp"
#include "model/project.hpp"
#include "policy/evaluate.hpp"
#include "source/file_system.hpp"
#include "support/packs.hpp"

namespace csr::test {

/// A project of one file, judged by one rule or several.
struct Judged {
    Judged(const std::string& rule, const std::string& path, const std::string& text)
        : Judged({{"demo/rule.yaml", rule}}, path, text) {}
    Judged(const std::vector<policy::PackFile>& files_of_rules, const std::string& path, const std::string& text) {
        policy::Mistakes mistakes;
        packs.push_back(pack_of(files_of_rules, mistakes));
        source::MemoryFileSystem files("/repo");
        files.add_directory("/repo/.git");
        files.add_file("/repo/" + path, text);
        const std::string root = "/repo";
        model::ProjectOptions options;
        options.threads = 1;
        options.schema = model::cloudformation::resource_properties;
        project = model::Project::load(files, std::span(&root, 1), options);
        rules = std::make_unique<policy::RuleSet>(packs, selection, policy::Activities{});
        run = rules->judge(*project, base::ThreadPool(1));
    }

    /// The bytes at each verdict's location with its message, or its outcome when it has none.
    std::vector<std::string> findings() const {
        std::vector<std::string> found;
        for (const policy::Verdict& verdict : run.verdicts) {
            const auto [begin, end] = verdict.location.span;
            const std::string_view text = verdict.location.source->bytes();
            found.push_back(std::to_string(static_cast<int>(verdict.outcome)) + " " +
                            std::string(text.substr(begin, end - begin)) + ": " + verdict.message.en);
        }
        return found;
    }

    std::vector<policy::Pack> packs;
    policy::Selection selection;
    std::unique_ptr<model::Project> project;
    std::unique_ptr<policy::RuleSet> rules;
    policy::Run run;
};

}  // namespace csr::test
