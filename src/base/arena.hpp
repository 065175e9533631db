#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace csr::base {

/// Memory that is freed as a whole. Destructors do not run, so only trivially destructible objects live here;
/// what they point to lives here, too, or longer. Not thread-safe: one arena, one thread.
class Arena {
  public:
    explicit Arena(std::size_t block_size = 16 * 1024) : block_size_(block_size) {}
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    Arena(Arena&&) noexcept = default;
    Arena& operator=(Arena&&) noexcept = default;
    ~Arena() = default;

    /// Raw memory, never null.
    [[nodiscard]] void* allocate(std::size_t size, std::size_t alignment) {
        std::size_t begin = (used_ + alignment - 1) & ~(alignment - 1);
        if (blocks_.empty() || begin + size > capacity_) {
            grow(size + alignment);
            begin = 0;  // operator new aligns for every fundamental type
        }
        used_ = begin + size;
        return blocks_.back().get() + begin;
    }

    /// A new object, alive as long as the arena.
    template <class T, class... Arguments>
    [[nodiscard]] T* create(Arguments&&... arguments) {
        static_assert(std::is_trivially_destructible_v<T> || std::has_virtual_destructor_v<T>,
                      "destructors do not run in an arena");
        return ::new (allocate(sizeof(T), alignof(T))) T(std::forward<Arguments>(arguments)...);
    }

    /// A copy of `text`.
    [[nodiscard]] std::string_view copy(std::string_view text) {
        if (text.empty()) return {};
        char* bytes = static_cast<char*>(allocate(text.size(), 1));
        std::memcpy(bytes, text.data(), text.size());
        return {bytes, text.size()};
    }

    /// A copy of `items`.
    template <class T>
    [[nodiscard]] std::span<const T> copy(std::span<const T> items) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (items.empty()) return {};
        T* first = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
        std::memcpy(static_cast<void*>(first), items.data(), items.size_bytes());
        return {first, items.size()};
    }

    /// How many bytes it has taken from the system.
    [[nodiscard]] std::size_t taken() const { return taken_; }

    /// Forgets everything, keeps the first block for reuse.
    void clear() {
        if (blocks_.size() > 1) {
            blocks_.clear();
            capacity_ = 0;
            taken_ = 0;
        }
        used_ = 0;
    }

  private:
    void grow(std::size_t least) {
        capacity_ = least > block_size_ ? least : block_size_;
        blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(capacity_));
        taken_ += capacity_;
        used_ = 0;
    }

    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::size_t block_size_;
    std::size_t capacity_ = 0;  ///< of the last block
    std::size_t used_ = 0;      ///< in the last block
    std::size_t taken_ = 0;
};

}  // namespace csr::base
