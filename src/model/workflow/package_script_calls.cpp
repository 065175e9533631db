#include <algorithm>
#include <array>
#include <span>

#include "base/suggest.hpp"
#include "base/wildcard.hpp"
#include "model/workflow/script_calls.hpp"
#include "model/workflow/working_folders.hpp"
#include "source/path.hpp"

namespace csr::model {

namespace {

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

bool is_command(std::string_view name, std::span<const std::string_view> commands) {
    return std::ranges::find(commands, name) != commands.end();
}

// What the managers do themselves; a script of that name is run by `run` only.
constexpr std::array<std::string_view, 67> pnpm_commands{"add",
                                                         "approve-builds",
                                                         "audit",
                                                         "bin",
                                                         "c",
                                                         "cache",
                                                         "cat-file",
                                                         "cat-index",
                                                         "ci",
                                                         "config",
                                                         "create",
                                                         "dedupe",
                                                         "deploy",
                                                         "dlx",
                                                         "doctor",
                                                         "env",
                                                         "exec",
                                                         "fetch",
                                                         "find-hash",
                                                         "get",
                                                         "help",
                                                         "i",
                                                         "import",
                                                         "info",
                                                         "init",
                                                         "install",
                                                         "install-test",
                                                         "it",
                                                         "la",
                                                         "licenses",
                                                         "link",
                                                         "list",
                                                         "ll",
                                                         "ln",
                                                         "login",
                                                         "logout",
                                                         "ls",
                                                         "outdated",
                                                         "pack",
                                                         "patch",
                                                         "patch-commit",
                                                         "prune",
                                                         "publish",
                                                         "rb",
                                                         "rebuild",
                                                         "recursive",
                                                         "remove",
                                                         "restart",
                                                         "rm",
                                                         "root",
                                                         "self-update",
                                                         "server",
                                                         "set",
                                                         "setup",
                                                         "start",
                                                         "stop",
                                                         "store",
                                                         "un",
                                                         "uninstall",
                                                         "unlink",
                                                         "up",
                                                         "update",
                                                         "upgrade",
                                                         "version",
                                                         "view",
                                                         "whoami",
                                                         "why"};
constexpr std::array<std::string_view, 53> yarn_commands{
    "add",         "audit",    "autoclean", "bin",          "cache",  "check",    "config",
    "constraints", "create",   "dedupe",    "dlx",          "exec",   "explain",  "generate-lock-entry",
    "global",      "help",     "import",    "info",         "init",   "install",  "licenses",
    "link",        "list",     "login",     "logout",       "node",   "npm",      "outdated",
    "owner",       "pack",     "patch",     "patch-commit", "plugin", "policies", "publish",
    "rebuild",     "remove",   "search",    "self-update",  "set",    "stage",    "start",
    "tag",         "team",     "unlink",    "unplug",       "up",     "upgrade",  "upgrade-interactive",
    "version",     "versions", "why",       "workspaces"};

/// What a command asks for.
struct Wanted {
    std::string script;
    std::vector<std::string> selection;  ///< filters and workspaces
    std::string folder;                  ///< of -C, --prefix ...
    bool everywhere = false;             ///< -r, --workspaces
    bool may_be_program = false;         ///< without a script of that name a program of that name is run
    bool if_present = false;
};

/// Reads the words of one manager's command. Gives up, with no script, where a flag is not known.
class WordReader {
  public:
    explicit WordReader(const StepCommand& command) : command_(command), words_(command.words) {}

    Wanted read() {
        const std::string& manager = words_.front();
        if (manager == "npm") read_npm();
        if (manager == "pnpm") read_pnpm();
        if (manager == "yarn") read_yarn();
        if (manager == "bun") read_bun();
        const auto plain = [&](const std::string& word) { return command_.is_plain(word) || is_pattern(word); };
        const bool clear = command_.is_plain(wanted_.script) && std::ranges::all_of(wanted_.selection, plain) &&
                           (wanted_.folder.empty() || command_.is_plain(wanted_.folder));
        if (given_up_ || !clear || wanted_.script.starts_with('-')) wanted_.script.clear();
        return std::move(wanted_);
    }

  private:
    /// A filter with stars or braces, written out.
    [[nodiscard]] bool is_pattern(const std::string& word) const {
        return word.find_first_of("$`") == std::string::npos && command_.written.find(word) != std::string_view::npos;
    }

    [[nodiscard]] bool more() const { return at_ < words_.size(); }
    std::string next() { return more() ? words_[at_++] : std::string(); }

    /// The value of a flag that takes one: behind '=' or the next word.
    std::string value_of(const std::string& flag) {
        const std::size_t equals = flag.find('=');
        return equals == std::string::npos ? next() : flag.substr(equals + 1);
    }

    static bool is_flag(const std::string& word, std::initializer_list<std::string_view> flags) {
        const std::string_view name = std::string_view(word).substr(0, word.find('='));
        return is_any_of(name, flags);
    }

    /// Flags up to the next word that is none.
    void read_flags(std::initializer_list<std::string_view> selecting, std::initializer_list<std::string_view> folder,
                    std::initializer_list<std::string_view> everywhere, std::initializer_list<std::string_view> plain,
                    std::initializer_list<std::string_view> with_value) {
        while (more() && words_[at_].starts_with('-') && words_[at_] != "--") {
            const std::string flag = next();
            if (is_flag(flag, selecting))
                wanted_.selection.push_back(value_of(flag));
            else if (is_flag(flag, folder))
                wanted_.folder = value_of(flag);
            else if (is_flag(flag, everywhere))
                wanted_.everywhere = true;
            else if (flag == "--if-present")
                wanted_.if_present = true;
            else if (is_flag(flag, with_value))
                static_cast<void>(value_of(flag));
            else if (!is_flag(flag, plain))
                given_up_ = true;
        }
    }

    void npm_flags() {
        read_flags(
            {"-w", "--workspace"}, {"--prefix", "-C"}, {"-ws", "--workspaces"},
            {"-s", "--silent", "-d", "-dd", "-ddd", "--verbose", "-q", "--quiet", "--no-audit", "--no-fund", "-ws",
             "--include-workspace-root", "--ignore-scripts", "--foreground-scripts", "--no-color", "--color"},
            {"--loglevel", "--script-shell"});
    }

    void read_npm() {
        npm_flags();
        const std::string command = next();
        if (is_any_of(command, {"test", "t", "tst"})) {
            wanted_.script = "test";
        } else if (is_any_of(command, {"run", "run-script", "rum", "urn"})) {
            npm_flags();
            wanted_.script = next();
        }
        // What stands behind the script is npm's as well, up to `--`.
        for (std::size_t i = at_; i < words_.size() && words_[i] != "--"; ++i) {
            const bool selects = is_flag(words_[i], {"-w", "--workspace", "-ws", "--workspaces", "--prefix", "-C"});
            if (words_[i] == "--if-present") wanted_.if_present = true;
            if (!selects) continue;
            at_ = i;
            npm_flags();
            i = at_ - 1;
        }
    }

    void pnpm_flags() {
        read_flags({"--filter", "-F", "--filter-prod"}, {"-C", "--dir"}, {"-r", "--recursive"},
                   {"-s",
                    "--silent",
                    "--parallel",
                    "--stream",
                    "--aggregate-output",
                    "--no-bail",
                    "--bail",
                    "--sort",
                    "--no-sort",
                    "--color",
                    "--no-color",
                    "--no-sort",
                    "--reverse",
                    "--use-stderr",
                    "-w",
                    "--workspace-root",
                    "--fail-if-no-match",
                    "--sequential",
                    "--include-workspace-root",
                    "--frozen-lockfile",
                    "--prod",
                    "-P",
                    "--dev",
                    "-D",
                    "--yes",
                    "-y"},
                   {"--reporter", "--loglevel", "--workspace-concurrency", "--resume-from", "--test-pattern",
                    "--changed-files-ignore-pattern", "--store-dir"});
    }

    void read_pnpm() {
        const bool root = std::ranges::any_of(
            words_, [](const std::string& word) { return word == "-w" || word == "--workspace-root"; });
        pnpm_flags();
        std::string command = next();
        wanted_.may_be_program = !is_any_of(command, {"run", "run-script", "test", "t", "tst"});
        if (is_any_of(command, {"run", "run-script"})) {
            pnpm_flags();
            command = next();
        } else if (is_any_of(command, {"test", "t", "tst"})) {
            command = "test";
        } else if (is_command(command, pnpm_commands)) {
            return;
        }
        if (root) wanted_.folder = "/";
        wanted_.script = command;
    }

    void yarn_flags() {
        read_flags({}, {"--cwd"}, {},
                   {"-s", "--silent", "--verbose", "-T", "--top-level", "--non-interactive", "--offline"}, {});
    }

    void read_yarn() {
        yarn_flags();
        std::string command = next();
        if (command == "workspace") {
            wanted_.selection.push_back(next());
            command = next();
        }
        wanted_.may_be_program = true;
        if (command == "run") {
            yarn_flags();
            command = next();
        } else if (is_command(command, yarn_commands)) {
            return;
        }
        wanted_.script = command;
    }

    void read_bun() {
        read_flags({"--filter", "-F"}, {"--cwd"}, {}, {"--silent", "--bun", "-b"}, {});
        if (next() != "run") return;
        read_flags({"--filter", "-F"}, {"--cwd"}, {}, {"--silent", "--bun", "-b"}, {});
        wanted_.script = next();
        wanted_.may_be_program = true;
        if (wanted_.script.find('.') != std::string::npos || wanted_.script.find('/') != std::string::npos)
            wanted_.script.clear();  // a file
    }

    const StepCommand& command_;
    const std::vector<std::string>& words_;
    std::size_t at_ = 1;
    bool given_up_ = false;
    Wanted wanted_;
};

/// One package.json of the repository.
struct Package {
    std::string folder;  ///< relative to the root
    const Document* document = nullptr;
    std::string_view name;
    std::vector<std::string_view> scripts;
};

Package package_of(const Document& document) {
    const std::string_view parent = source::parent_path(document.path());
    Package package{std::string(parent), &document, {}, {}};
    const syntax::NodeRef root = document.root();
    if (!root || !root.is_mapping()) return package;
    if (const syntax::NodeRef name = root.find("name"); name && name.is_scalar()) package.name = name.text();
    const syntax::NodeRef scripts = root.find("scripts");
    if (!scripts || !scripts.is_mapping()) return package;
    for (const syntax::NodeRef::Pair pair : scripts.pairs()) package.scripts.push_back(pair.key.text());
    return package;
}

/// Finds the packages that are meant.
class PackageFinder {
  public:
    explicit PackageFinder(const Project& project) {
        for (const auto& document : project.documents()) {
            if (document->kind() == DocumentKind::npm_package && !document->path().starts_with('/'))
                packages_.push_back(package_of(*document));
        }
    }

    /// The package of a folder: its own, else the nearest above it.
    [[nodiscard]] const Package* nearest(std::string folder) const {
        while (true) {
            for (const Package& package : packages_) {
                if (package.folder == folder) return &package;
            }
            if (folder.empty()) return nullptr;
            folder = source::parent_path(folder);
        }
    }

    /// Those that a filter or workspace names; nothing where it says something that is not understood.
    [[nodiscard]] std::optional<std::vector<const Package*>> named(std::string filter,
                                                                   const std::string& folder) const {
        bool further = false;
        if (filter.ends_with("...")) filter.resize(filter.size() - 3), further = true;
        if (filter.starts_with("...")) filter.erase(0, 3), further = true;
        if (filter.starts_with('^') || filter.ends_with('^')) further = true;
        if (further || filter.empty() || filter.find_first_of("[!") != std::string::npos) return std::nullopt;
        if (filter.starts_with('{') && filter.ends_with('}')) filter = "./" + filter.substr(1, filter.size() - 2);
        std::vector<const Package*> found;
        const bool is_path = filter.starts_with('.') || (filter.find('/') != std::string::npos && filter[0] != '@');
        const std::string wanted = is_path ? path_below(folder, filter) : std::string();
        for (const Package& package : packages_) {
            const std::size_t slash = package.name.starts_with('@') ? package.name.find('/') : std::string_view::npos;
            const std::string_view bare =
                slash == std::string_view::npos ? package.name : package.name.substr(slash + 1);
            const bool same =
                is_path ? base::matches_wildcard(wanted, package.folder)
                        : base::matches_wildcard(filter, package.name) || (filter[0] != '@' && filter == bare);
            if (same) found.push_back(&package);
        }
        return found;
    }

    [[nodiscard]] const std::vector<Package>& all() const { return packages_; }

  private:
    std::vector<Package> packages_;
};

bool has_script(const Package& package, std::string_view script) {
    return std::ranges::find(package.scripts, script) != package.scripts.end();
}

/// Works out one call.
class CallMaker {
  public:
    CallMaker(const PackageFinder& packages, const WorkingFolders& folders) : packages_(packages), folders_(folders) {}

    void settle(PackageScriptCall& call, const Wanted& wanted) {
        std::vector<const Package*> meant;
        bool sure = !folders_.open() && !folders_.folders().empty();
        if (wanted.everywhere) {
            for (const Package& package : packages_.all()) meant.push_back(&package);
        } else if (!wanted.selection.empty()) {
            sure = add_selected(wanted, meant, call) && sure;
        } else {
            for (const std::string& folder : folders_.folders()) {
                const bool root = wanted.folder == "/";
                const Package* package = packages_.nearest(root ? "" : path_below(folder, wanted.folder));
                if (package != nullptr && std::ranges::find(meant, package) == meant.end()) meant.push_back(package);
            }
        }
        if (meant.size() == 1) call.package = meant.front()->document->path();
        judge(call, wanted, meant, sure);
    }

  private:
    /// False where a filter is not understood.
    bool add_selected(const Wanted& wanted, std::vector<const Package*>& meant, PackageScriptCall& call) const {
        const std::string from = folders_.folders().empty() ? std::string() : folders_.folders().front();
        for (const std::string& filter : wanted.selection) {
            call.selection += (call.selection.empty() ? "" : ", ") + filter;
            const auto found = packages_.named(filter, path_below(from, wanted.folder == "/" ? "" : wanted.folder));
            if (!found) {
                call.selected = Answer::unknown;
                return false;
            }
            meant.insert(meant.end(), found->begin(), found->end());
        }
        if (meant.empty()) call.selected = Answer::no;
        return true;
    }

    static void judge(PackageScriptCall& call, const Wanted& wanted, const std::vector<const Package*>& meant,
                      bool sure) {
        const auto has = [&](const Package* package) { return has_script(*package, call.script); };
        // A program of a dependency has no colon in its name.
        const bool program = wanted.may_be_program && call.script.find(':') == std::string::npos;
        if (std::ranges::any_of(meant, has) || wanted.if_present) {
            call.found = Answer::yes;
        } else if (sure && !program) {
            call.found = Answer::no;
            std::vector<std::string_view> names;
            for (const Package* package : meant)
                names.insert(names.end(), package->scripts.begin(), package->scripts.end());
            call.similar = base::did_you_mean(call.script, names);
        }
        if (!sure && call.selected == Answer::no) call.selected = Answer::unknown;
    }

    const PackageFinder& packages_;
    const WorkingFolders& folders_;
};

}  // namespace

std::vector<PackageScriptCall> package_script_calls(const Step& step, const Project& project) {
    std::vector<PackageScriptCall> calls;
    if (step.job == nullptr || !step.run || !step.run.is_scalar()) return calls;
    const PackageFinder packages(project);
    // A repository without any package is a part of one that somebody copied.
    const bool known =
        project.repository().whole() && project.unseen().empty() && !packages.all().empty() && has_checkout(step);
    WorkingFolders folders(step);
    for (const StepCommand& command : step_commands(step)) {
        const Wanted wanted = WordReader(command).read();
        if (!wanted.script.empty()) {
            PackageScriptCall call;
            call.manager = command.words.front();
            call.script = wanted.script;
            call.span = command.span;
            if (known) {
                CallMaker(packages, folders).settle(call, wanted);
            } else {
                call.selected = Answer::unknown;
            }
            calls.push_back(std::move(call));
        }
        folders.pass(command);
    }
    return calls;
}

}  // namespace csr::model
