#include <algorithm>
#include <array>

#include "model/workflow/script_calls.hpp"
#include "model/workflow/working_folders.hpp"
#include "source/path.hpp"

namespace csr::model {

namespace {

constexpr std::array<std::string_view, 12> script_endings{".sh",  ".bash", ".zsh", ".py", ".js",  ".mjs",
                                                          ".cjs", ".ts",   ".rb",  ".pl", ".php", ".mts"};

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

bool is_script(std::string_view path) {
    const std::string_view name = source::file_name(path);
    return std::ranges::find(script_endings, source::extension(path)) != script_endings.end() || name == "gradlew" ||
           name == "mvnw";
}

/// The argument that an interpreter runs; empty when it runs something else.
std::string_view interpreted(const std::vector<std::string>& words, std::initializer_list<std::string_view> code_flags,
                             std::initializer_list<std::string_view> value_flags) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (is_any_of(word, code_flags)) return {};
        if (is_any_of(word, value_flags)) {
            ++i;
            continue;
        }
        if (!word.starts_with('-')) return word;
    }
    return {};
}

/// What a command runs of the repository; empty when nothing is written out.
std::string_view called_path(const std::vector<std::string>& words) {
    const std::string_view name = words.front();
    if (is_any_of(name, {"bash", "sh", "zsh", "dash", "source", "."}))
        return interpreted(words, {"-c", "-s", "-lc", "-ec", "-xc"}, {"-o", "--rcfile"});
    if (is_any_of(name, {"node", "tsx", "ts-node"}))
        return interpreted(words, {"-e", "-p", "--eval", "--print", "-c", "--test", "-i", "--run"},
                           {"-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--project"});
    if (is_any_of(name, {"python", "python3", "ruby", "perl", "php"}))
        return interpreted(words, {"-c", "-m", "-e", "-r", "-E"}, {"-W", "-X", "-I"});
    const bool relative = name.starts_with("./") || name.starts_with("../");
    return relative || (name.find('/') != std::string_view::npos && !name.starts_with('/')) ? name : std::string_view();
}

/// Whether a command only uses the files it names, and makes none.
bool only_reads(std::string_view name) {
    return is_any_of(name, {"chmod",      "bash",     "sh",   "zsh",     "source", ".",      "cd",
                            "ls",         "cat",      "echo", "printf",  "node",   "python", "python3",
                            "shellcheck", "dos2unix", "tsx",  "ts-node", "ruby",   "stat",   "file"});
}

/// Whether a script tests that the file is there before it runs it.
bool is_tested(std::string_view script, const std::string& path) {
    return std::ranges::any_of(std::array<std::string_view, 4>{"-f ", "-e ", "-x ", "-r "}, [&](std::string_view test) {
        for (const std::string_view quote : {"", "\"", "'"}) {
            if (script.find(std::string(test) + std::string(quote) + path) != std::string_view::npos) return true;
        }
        return false;
    });
}

/// Whether an earlier command may have made the file: it names it, and does more than read it.
class Makers {
  public:
    void pass(const StepCommand& command) {
        const bool reads = only_reads(command.words.front()) || command.words.front().find('/') != std::string::npos;
        if (!reads) words_.insert(words_.end(), command.words.begin() + 1, command.words.end());
        words_.insert(words_.end(), command.redirects.begin(), command.redirects.end());
    }
    void pass(const Step& action) {
        if (!action.with || !action.with.is_mapping()) return;
        for (const syntax::NodeRef::Pair pair : action.with.pairs()) {
            if (pair.value.is_scalar()) words_.emplace_back(pair.value.text());
        }
    }
    [[nodiscard]] bool name(const std::string& path) const {
        const std::string_view file = source::file_name(path);
        return std::ranges::any_of(words_,
                                   [&](const std::string& word) { return word.find(file) != std::string::npos; });
    }

  private:
    std::vector<std::string> words_;
};

/// Whether the file is in one of the folders. Of what is not there only a script in a folder that is there is sure to
/// be missing: anything else may come from a build.
Answer in_folders(const std::vector<std::string>& folders, const std::string& path, const RepositoryFiles& files) {
    Answer answer = Answer::no;
    for (const std::string& folder : folders) {
        const std::string whole = path_below(folder, path);
        for (const std::string_view ending : {"", ".js", ".mjs", ".cjs", ".ts", "/index.js"}) {
            if (files.has(whole + std::string(ending)) == Answer::yes) return Answer::yes;
        }
        const std::string_view parent = source::parent_path(whole);
        const bool surroundings = parent.empty() || files.has_directory(parent) == Answer::yes;
        if (!surroundings || files.has(whole) != Answer::no) answer = Answer::unknown;
    }
    return folders.empty() ? Answer::unknown : answer;
}

}  // namespace

std::vector<FileCall> file_calls(const Step& step, const Project& project) {
    std::vector<FileCall> calls;
    if (step.job == nullptr || !step.run || !step.run.is_scalar()) return calls;
    const RepositoryFiles& files = project.repository();
    const bool known = files.whole() && has_checkout(step);
    Makers makers;
    for (const Step& earlier : step.job->steps) {
        if (!known || earlier.index >= step.index) break;
        makers.pass(earlier);
        for (const StepCommand& command : step_commands(earlier)) makers.pass(command);
    }
    WorkingFolders folders(step);
    for (const StepCommand& command : step_commands(step)) {
        const std::string path(called_path(command.words));
        if (command.is_plain(path) && !path.starts_with('/')) {
            FileCall call{path, Answer::unknown, command.span};
            const bool sure =
                known && !folders.open() && is_script(path) && !makers.name(path) && !is_tested(step.run.text(), path);
            if (known && !folders.open()) call.exists = in_folders(folders.folders(), path, files);
            if (!sure && call.exists == Answer::no) call.exists = Answer::unknown;
            calls.push_back(std::move(call));
        }
        makers.pass(command);
        folders.pass(command);
    }
    return calls;
}

}  // namespace csr::model
