#include "base/suggest.hpp"

#include "cel/cel.hpp"

namespace csr::cel {

std::string_view did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
    return base::did_you_mean(name, candidates);
}

}  // namespace csr::cel
