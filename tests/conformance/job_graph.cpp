// Compares proofs with the expectations of shared/corpora/job-graph. An answer that contradicts one is an error;
// "unknown" is not. Rows of which the expectation itself is not certain are left out.

#include <iostream>
#include <map>
#include <memory>
#include <sstream>

#include "model/workflow/proof/proof.hpp"
#include "support/files.hpp"

namespace {

std::vector<std::string> columns(const std::string& line) {
    std::vector<std::string> found;
    std::string column;
    for (const char c : line + "\t") {
        if (c == '\t') {
            found.push_back(column);
            column.clear();
        } else {
            column += c;
        }
    }
    return found;
}

/// The cases as the workflows of one repository.
class Cases {
  public:
    explicit Cases(std::filesystem::path folder) : folder_(std::move(folder)) {}

    const csr::model::Workflow* workflow(const std::string& name) {
        Entry& entry = entries_[name];
        if (!entry.workflow) {
            if (!std::filesystem::exists(folder_ / name)) return nullptr;
            const std::string bytes = csr::test::read_file(folder_ / name);
            entry.document = std::make_unique<csr::model::Document>(".github/workflows/" + name, bytes, true);
            entry.workflow = std::make_unique<csr::model::Workflow>(*entry.document);
            entry.workflow->set_siblings([this](std::string_view path) {
                constexpr std::string_view prefix = ".github/workflows/";
                return path.starts_with(prefix) ? workflow(std::string(path.substr(prefix.size()))) : nullptr;
            });
        }
        return entry.workflow.get();
    }

  private:
    struct Entry {
        std::unique_ptr<csr::model::Document> document;
        std::unique_ptr<csr::model::Workflow> workflow;
    };
    std::filesystem::path folder_;
    std::map<std::string, Entry> entries_;
};

}  // namespace

int main() {
    const auto folder = csr::test::shared_folder("corpora/job-graph");
    if (!folder) return 0;
    Cases cases(*folder / "cases");
    std::istringstream table(csr::test::read_file(*folder / "expected.dev.tsv"));
    std::map<std::string, int> counts;
    std::string line;
    std::getline(table, line);
    while (std::getline(table, line)) {
        const std::vector<std::string> row = columns(line);
        constexpr std::size_t certain = 9;
        if (row.size() <= certain || row[certain] != "yes") continue;
        const csr::model::ProofQuestion question{*csr::model::proof_kind(row[1]), row[2], row[3]};
        const csr::model::ProofAnswer answer = prove(*cases.workflow(row[0]), question);
        const std::string got(name_of(answer.result));
        const bool rejected = got == "invalid" && row[8].find("INVALID") != std::string::npos;
        const std::string verdict = got == row[4] || rejected ? "right" : got == "unknown" ? "unknown" : "wrong";
        ++counts[verdict];
        if (verdict == "right") continue;
        std::cout << row[0] << ' ' << row[1] << ' ' << row[2] << ' ' << row[3] << ": expected " << row[4] << ", got "
                  << got << '\n';
    }
    std::cout << "proofs: right " << counts["right"] << ", unknown " << counts["unknown"] << ", wrong "
              << counts["wrong"] << '\n';
    return counts["wrong"] > 0 ? 1 : 0;
}
