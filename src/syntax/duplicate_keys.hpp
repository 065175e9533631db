#pragma once

#include <cstdint>
#include <vector>

#include "syntax/node.hpp"

namespace csr::syntax {

/// Finds keys that stand twice in one mapping. Holds only scratch memory, which is reused from mapping to mapping.
class DuplicateKeys {
  public:
    /// Appends what stands twice in the mapping node `mapping`, in document order. Only scalar keys are compared. The
    /// merge key `<<` may be repeated.
    void find(const Tree& tree, std::uint32_t mapping, std::vector<DuplicateKey>& found);

  private:
    struct Key {
        const char* text;
        std::uint32_t size;
        std::uint32_t index;
        NodeKind kind;
    };

    [[nodiscard]] static bool same(const Key& left, const Key& right);
    void collect(const Tree& tree, std::uint32_t mapping);
    void compare_each(std::vector<DuplicateKey>& found) const;
    [[nodiscard]] bool compare_by_hash(std::vector<DuplicateKey>& found);
    void compare_sorted(std::vector<DuplicateKey>& found);

    std::vector<Key> keys_;
    std::vector<std::uint32_t> slots_;  ///< hash table of positions in keys_ plus one; 0 is empty
};

}  // namespace csr::syntax
