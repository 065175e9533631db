#include "cli/exceptions.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "source/discovery.hpp"
#include "source/path.hpp"

namespace csr::cli {

namespace {

/// Loads what is written about exceptions, from the disk or from a revision.
class Loader {
  public:
    Loader(const Session& session, const std::vector<std::string>& paths, const std::string& root)
        : session_(session), files_(session.invocation().files), root_(root), paths_(paths) {
        const std::string& configured = session.configuration_directory();
        directory_ = configured.empty() || session.options().config ? root : configured;
        if (session.options().exceptions_from) git_root_ = source::nearest_with(files_, root, ".git");
    }

    std::unique_ptr<ExceptionSettings> load() {
        auto settings = std::make_unique<ExceptionSettings>();
        std::string name = session_.configuration().exceptions_register;
        settings->policy.refused = session_.configuration().refused_exceptions;
        if (session_.options().exceptions_from) read_old_configuration(name, settings->policy.refused);
        const std::string path = source::absolute_path(name.empty() ? policy::register_name : name, directory_);
        if (std::optional<std::string> bytes = read(path, !name.empty()))
            settings->entries = policy::read_register(shown(path), std::move(*bytes), mistakes_);
        if (mistakes_.empty()) policy::check_register(settings->entries.entries, session_.packs(), mistakes_);
        if (!session_.settle(mistakes_)) return nullptr;
        settings->policy.registered = settings->entries.entries;
        settings->policy.today = session_.today();
        settings->policy.whole = is_whole();
        if (session_.options().exceptions_from) {
            settings->policy.text_at_revision = [session = &session_, git_root = git_root_,
                                                 root = root_](const std::string& file) {
                return text_at(*session, git_root, source::absolute_path(file, root)).value_or(std::nullopt);
            };
        }
        return settings;
    }

  private:
    static base::Result<std::optional<std::string>> text_at(const Session& session, const std::string& git_root,
                                                            const std::string& path) {
        if (git_root.empty() || session.invocation().git == nullptr)
            return std::unexpected(base::Error{{"there is no git repository here", "git リポジトリではありません"},
                                               {"--exceptions-from reads the register of another revision",
                                                "--exceptions-from は別のリビジョンの例外台帳を読みます"}});
        if (!source::is_within(path, git_root)) return std::optional<std::string>();
        return session.invocation().git->file_at(git_root, *session.options().exceptions_from,
                                                 std::string(source::relative_path(path, git_root)));
    }

    /// What the configuration of that revision says counts, so that a change cannot point to another register.
    void read_old_configuration(std::string& name, std::vector<std::string>& refused) {
        if (session_.options().config) return;  // given from outside
        name.clear();
        const std::string path = source::join_path(directory_, policy::configuration_name);
        base::Result<std::optional<std::string>> text = text_at(session_, git_root_, path);
        if (!text) {
            add(text.error());
            return;
        }
        if (!*text) return;
        policy::Mistakes ignored;  // what else is wrong in the old configuration is no matter
        const policy::Configuration old = policy::read_configuration(path, std::move(**text), ignored);
        name = old.exceptions_register;
        for (const std::string& kind : old.refused_exceptions) {
            if (std::ranges::find(refused, kind) == refused.end()) refused.push_back(kind);
        }
    }

    /// A register that the configuration names has to exist; the usual one may be missing.
    std::optional<std::string> read(const std::string& path, bool named) {
        if (!mistakes_.empty()) return std::nullopt;
        if (session_.options().exceptions_from) {
            base::Result<std::optional<std::string>> text = text_at(session_, git_root_, path);
            if (text) return *text;
            add(text.error());
            return std::nullopt;
        }
        if (!named && !files_.status(path)) return std::nullopt;
        base::Result<std::string> bytes = files_.read_file(path, source::largest_file);
        if (bytes) return *bytes;
        mistakes_.add(shown(path), bytes.error().message, bytes.error().hint);
        return std::nullopt;
    }

    void add(const base::Error& error) { mistakes_.add(std::string("--exceptions-from"), error.message, error.hint); }

    std::string shown(const std::string& path) const {
        return source::is_within(path, root_) ? std::string(source::relative_path(path, root_)) : path;
    }

    /// Whether one of the linted paths holds everything that the register is written for.
    bool is_whole() const {
        const std::string here = files_.current_directory();
        if (session_.options().stdin_name) return false;
        if (paths_.empty()) return source::is_within(directory_, here);
        return std::ranges::any_of(paths_, [&](const std::string& path) {
            return source::is_within(directory_, source::absolute_path(path, here));
        });
    }

    const Session& session_;
    const source::FileSystem& files_;
    const std::string& root_;
    const std::vector<std::string>& paths_;
    std::string directory_;  ///< that the register is beside, and written for
    std::string git_root_;
    policy::Mistakes mistakes_;
};

}  // namespace

std::unique_ptr<ExceptionSettings> load_exceptions(const Session& session, const std::vector<std::string>& paths,
                                                   const std::string& root) {
    return Loader(session, paths, root).load();
}

}  // namespace csr::cli
