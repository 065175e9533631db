#include "source/file_error.hpp"

#include <cerrno>
#include <fmt/format.h>

namespace csr::source {

namespace {

struct Explanation {
    int number;
    const char* en;
    const char* ja;
    const char* hint_en;
    const char* hint_ja;
};

constexpr Explanation explanations[] = {
    {ENOENT, "no such file or directory", "ファイルまたはディレクトリがありません", "check the spelling of the path",
     "パスの綴りを確認してください"},
    {ENOTDIR, "a part of the path is not a directory", "パスの途中がディレクトリではありません",
     "check the spelling of the path", "パスの綴りを確認してください"},
    {EACCES, "permission denied", "アクセス権がありません", "make it readable for the user who runs csr-lint",
     "csr-lint を実行するユーザーが読めるようにしてください"},
    {EPERM, "permission denied", "アクセス権がありません", "make it readable for the user who runs csr-lint",
     "csr-lint を実行するユーザーが読めるようにしてください"},
    {EISDIR, "is a directory, not a file", "ファイルではなくディレクトリです", "name a file in it",
     "その中のファイルを指定してください"},
    {ELOOP, "the symbolic links go in circles", "シンボリックリンクが循環しています",
     "remove the link or let it point elsewhere", "リンクを削除するか、別の場所を指すようにしてください"},
    {ENAMETOOLONG, "the path is too long", "パスが長すぎます", "run csr-lint in a directory nearer to the file",
     "ファイルに近いディレクトリで csr-lint を実行してください"},
    {EMFILE, "too many files are open", "開いているファイルが多すぎます", "raise the limit (ulimit -n) or lower --jobs",
     "上限を上げるか (ulimit -n)、--jobs を下げてください"},
    {EIO, "the disk could not be read", "ディスクを読み取れません", "check the disk", "ディスクを確認してください"},
};

}  // namespace

base::Error file_error(const std::string& path, int number) {
    for (const Explanation& known : explanations) {
        if (known.number == number) return {{known.en, known.ja}, {known.hint_en, known.hint_ja}, path};
    }
    return {{fmt::format("cannot be read (system error {})", number),
             fmt::format("読み取れません (システムエラー {})", number)},
            {},
            path};
}

bool is_link_loop(const base::Error& error) { return error.message == file_error({}, ELOOP).message; }

base::Error not_a_file_error(const std::string& path) {
    return {{"is neither a file nor a directory", "ファイルでもディレクトリでもありません"},
            {"pipes and devices are not read; use standard input with --stdin-filename",
             "パイプやデバイスは読みません。標準入力と --stdin-filename を使ってください"},
            path};
}

base::Error too_large_error(const std::string& path, std::uint64_t size, std::uint64_t limit) {
    constexpr std::uint64_t mebibyte = 1ULL << 20U;
    const std::uint64_t shown = (size + mebibyte - 1) / mebibyte;
    const std::uint64_t most = limit / mebibyte;
    return {{fmt::format("is too large: {} MiB, at most {} MiB are read", shown, most),
             fmt::format("大きすぎます: {} MiB (読み取るのは {} MiB まで)", shown, most)},
            {"leave it out with .gitignore, or name the files to be judged",
             ".gitignore で除外するか、判定するファイルを指定してください"},
            path};
}

}  // namespace csr::source
