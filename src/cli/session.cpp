#include "cli/session.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <ostream>

#include "base/stable_sort.hpp"
#include "cli/message.hpp"
#include "cli/version.hpp"
#include "policy/pack_check.hpp"
#include "source/discovery.hpp"
#include "source/path.hpp"

namespace csr::cli {

namespace {

bool is_yaml(std::string_view name) { return name.ends_with(".yaml") || name.ends_with(".yml"); }

void add_error(policy::Mistakes& mistakes, const base::Error& error, const std::string& path) {
    mistakes.add(error.path.empty() ? path : error.path, error.message, error.hint);
}

/// The files of one pack; empty when the folder holds no pack.yaml.
std::vector<policy::PackFile> pack_files(const source::FileSystem& files, const std::string& folder,
                                         const std::vector<source::DirectoryEntry>& entries,
                                         policy::Mistakes& mistakes) {
    std::vector<policy::PackFile> found;
    for (const source::DirectoryEntry& entry : entries) {
        if (entry.kind == source::FileKind::directory || !is_yaml(entry.name)) continue;
        const std::string path = source::join_path(folder, entry.name);
        base::Result<std::string> bytes = files.read_file(path, source::largest_file);
        if (bytes)
            found.push_back({path, std::move(*bytes)});
        else
            add_error(mistakes, bytes.error(), path);
    }
    return found;
}

bool holds_pack(const std::vector<source::DirectoryEntry>& entries) {
    return std::ranges::any_of(entries, [](const source::DirectoryEntry& entry) { return entry.name == "pack.yaml"; });
}

}  // namespace

std::vector<policy::Pack> read_pack_folders(const source::FileSystem& files, const std::string& folder,
                                            policy::Mistakes& mistakes) {
    std::vector<policy::Pack> packs;
    const auto read = [&](const std::string& path, const std::vector<source::DirectoryEntry>& entries) {
        packs.push_back(policy::read_pack(path, pack_files(files, path, entries, mistakes), mistakes));
    };
    const base::Result<std::vector<source::DirectoryEntry>> entries = files.list(folder);
    if (!entries) {
        add_error(mistakes, entries.error(), folder);
        return packs;
    }
    if (holds_pack(*entries)) {
        read(folder, *entries);
        return packs;
    }
    for (const source::DirectoryEntry& entry : *entries) {
        const std::string path = source::join_path(folder, entry.name);
        const base::Result<std::vector<source::DirectoryEntry>> inner = files.list(path);
        if (inner && holds_pack(*inner)) read(path, *inner);
    }
    if (packs.empty()) {
        mistakes.add(folder, {"there is no rule pack here", "ここにルールパックはありません"},
                     {"a rule pack is a folder with a pack.yaml", "ルールパックは pack.yaml のあるフォルダーです"});
    }
    return packs;
}

bool Session::settle(policy::Mistakes& mistakes) const {
    if (mistakes.empty()) return true;
    print_errors(invocation_.err, mistakes.take(), language_);
    return false;
}

bool Session::load_packs() {
    packs_ = policy::built_in_packs(false);
    if (options_.rule_folders.empty()) return true;
    policy::Mistakes mistakes;
    std::vector<policy::Pack> added;
    for (const std::string& folder : options_.rule_folders) {
        for (policy::Pack& pack : read_pack_folders(invocation_.files, folder, mistakes))
            added.push_back(std::move(pack));
    }
    std::erase_if(packs_, [&](const policy::Pack& pack) {
        return std::ranges::any_of(added, [&](const policy::Pack& other) { return other.info.name == pack.info.name; });
    });
    policy::check_packs(added, packs_, mistakes);
    for (policy::Pack& pack : added) {
        pack.by_default = true;  // who names its folder wants it
        packs_.push_back(std::move(pack));
    }
    base::stable_sort(packs_, [](const policy::Pack& pack) -> const std::string& { return pack.info.name; });
    return settle(mistakes);
}

bool Session::load_configuration(std::span<const std::string> paths) {
    const source::FileSystem& files = invocation_.files;
    std::string path;
    if (options_.config) {
        path = *options_.config;
        configuration_directory_ = files.current_directory();
    } else {
        std::string start = files.current_directory();
        if (!paths.empty()) {
            start = source::absolute_path(paths.front(), start);
            const base::Result<source::FileStatus> status = files.status(start);
            if (!status || status->kind != source::FileKind::directory) start = source::parent_path(start);
        }
        const std::string root = source::nearest_with(files, start, ".git");
        const std::string directory = source::nearest_with(files, start, policy::configuration_name);
        if (directory.empty() || !source::is_within(directory, root.empty() ? start : root)) return true;
        configuration_directory_ = directory;
        path = source::join_path(directory, policy::configuration_name);
        const std::string here = files.current_directory();
        if (source::is_within(path, here)) path = source::relative_path(path, here);
    }
    policy::Mistakes mistakes;
    base::Result<std::string> bytes = files.read_file(path, source::largest_file);
    if (bytes)
        configuration_ = policy::read_configuration(path, std::move(*bytes), mistakes);
    else
        add_error(mistakes, bytes.error(), path);
    if (mistakes.empty()) policy::check_selection(configuration_.selection, packs_, mistakes);
    if (configuration_.language && !options_.language) language_ = *configuration_.language;
    return settle(mistakes);
}

bool Session::select(policy::Selection& selection) const {
    selection = configuration_.selection;
    if (!options_.packs.empty()) selection.packs = options_.packs;
    selection.rules = options_.rules;
    selection.least = options_.least;
    if (selection.packs.empty() && selection.rules.empty()) {
        for (const policy::Pack& pack : packs_) {
            if (pack.by_default) selection.packs.push_back(pack.info.name);
        }
    }
    policy::Mistakes mistakes;
    policy::check_selection(selection, packs_, mistakes);
    policy::add_rulings(selection, packs_);
    return settle(mistakes);
}

std::string Session::variable(const std::string& name) const {
    const auto found = invocation_.environment.find(name);
    return found == invocation_.environment.end() ? std::string() : found->second;
}

std::optional<std::int64_t> Session::fixed_time() const {
    const std::string epoch = variable("SOURCE_DATE_EPOCH");
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(epoch.data(), epoch.data() + epoch.size(), seconds);
    if (epoch.empty() || error != std::errc() || end != epoch.data() + epoch.size()) return std::nullopt;
    return seconds;
}

std::optional<std::int64_t> Session::now() const {
    const std::optional<std::int64_t> fixed = fixed_time();
    return fixed ? fixed : invocation_.now;
}

std::optional<base::Day> Session::today() const {
    const std::optional<std::int64_t> seconds = now();
    return seconds ? std::optional(base::day_of(*seconds)) : std::nullopt;
}

report::Options Session::report_options() const {
    report::Options report;
    report.language = language_;
    report.all_verdicts = options_.all_verdicts;
    report.quiet = options_.quiet;
    report.width = invocation_.terminal_width;
    report.unknown_is_finding = options_.fail_on_unknown;
    report.tool_version = program_version;
    report.tool_uri = program_uri;
    const std::string forced = variable("FORCE_COLOR").empty() ? variable("CLICOLOR_FORCE") : variable("FORCE_COLOR");
    const bool wanted = !forced.empty() && forced != "0";
    const bool automatic = wanted || (invocation_.out_is_terminal && !options_.output && variable("NO_COLOR").empty() &&
                                      variable("TERM") != "dumb");
    report.colour = options_.colour == Colour::always || (options_.colour == Colour::automatic && automatic);
    report.time = fixed_time();
    return report;
}

bool Session::write(const std::string& text) const {
    if (options_.output) {
        const std::optional<base::Error> error = invocation_.writer.write(*options_.output, text);
        if (error) invocation_.err << format_error(*error, language_);
        return !error;
    }
    invocation_.out << text << std::flush;
    if (invocation_.out.good()) return true;
    invocation_.err << format_error(
        {{"cannot write to the standard output", "標準出力に書き込めません"},
         {"the reader closed it, or the disk is full", "読み手が閉じたか、ディスクがいっぱいです"}},
        language_);
    return false;
}

}  // namespace csr::cli
