#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/thread_pool.hpp"
#include "model/cloudformation/schema.hpp"
#include "model/project.hpp"
#include "policy/evaluate.hpp"
#include "report/json.hpp"
#include "report/sarif.hpp"
#include "report/text.hpp"
#include "source/file_system.hpp"

namespace csr::test {

/// Judges one file at a time by every built-in rule, in memory and on one thread.
class Judge {
  public:
    Judge() : packs_(policy::built_in_packs()), rules_(packs_, selection_, {}), threads_(1) {}

    /// Judges `bytes` as the file `path` of a repository without any other, and writes every report about it.
    void judge(const std::string& path, std::string bytes) const {
        source::MemoryFileSystem files("/repo");
        files.add_directory("/repo/.git");
        files.add_file("/repo/" + path, std::move(bytes));
        model::ProjectOptions options;
        options.threads = 1;
        options.schema = model::cloudformation::resource_properties;
        const std::vector<std::string> paths{path};
        const auto project = model::Project::load(files, paths, options);
        const policy::Run run = rules_.judge(*project, threads_);
        report::Options how;
        how.all_verdicts = true;
        static_cast<void>(report::write_text(run, how));
        how.language = base::Language::japanese;
        static_cast<void>(report::write_json(run, how));
        static_cast<void>(report::write_sarif(run, how));
    }

  private:
    std::vector<policy::Pack> packs_;
    policy::Selection selection_;
    policy::RuleSet rules_;
    base::ThreadPool threads_;
};

}  // namespace csr::test
