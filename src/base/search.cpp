#include "base/search.hpp"

#include <cstring>

namespace csr::base {

bool contains(std::string_view bytes, std::string_view needle) {
    return ::memmem(bytes.data(), bytes.size(), needle.data(), needle.size()) != nullptr;
}

}  // namespace csr::base
