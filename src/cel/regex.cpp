#include "cel/regex.hpp"

#include <re2/re2.h>

namespace csr::cel {

namespace {

re2::RE2::Options options() {
    re2::RE2::Options made;
    made.set_log_errors(false);
    made.set_max_mem(4 << 20);
    return made;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Regex::Regex(std::string_view pattern) : pattern_(std::make_unique<re2::RE2>(piece(pattern), options())) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

std::string Regex::error() const { return pattern_->ok() ? std::string() : pattern_->error(); }

bool Regex::found_in(std::string_view text) const { return re2::RE2::PartialMatch(piece(text), *pattern_); }

const Regex& LazyRegex::get() const {
    std::call_once(once_, [this] { regex_ = std::make_unique<const Regex>(pattern_); });
    return *regex_;
}

std::shared_ptr<const Regex> RegexCache::get(std::string_view pattern) const {
    const std::lock_guard lock(mutex_);
    for (const auto& [text, regex] : entries_) {
        if (text == pattern) return regex;
    }
    auto made = std::make_shared<const Regex>(pattern);
    if (entries_.size() < most) {
        entries_.emplace_back(pattern, made);
    } else {
        entries_[oldest_] = {std::string(pattern), made};
        oldest_ = (oldest_ + 1) % most;
    }
    return made;
}

}  // namespace csr::cel
