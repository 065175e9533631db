#pragma once

#include <memory>
#include <string>
#include <vector>

#include "policy/decode.hpp"
#include "policy/exception.hpp"

namespace csr::policy {

/// The name of the register that lies beside the configuration when this names none.
inline constexpr const char* register_name = ".csr-lint-exceptions.yaml";

/// A register of exceptions (schemas/exceptions.schema.json). Locations point into `source`.
struct ExceptionRegister {
    std::unique_ptr<const source::Source> source;
    std::unique_ptr<const syntax::Tree> tree;
    std::vector<WrittenException> entries;  ///< in the order of the file
};

/// Reads a register; `path` is what mistakes and findings name. What its subjects name is looked at later.
[[nodiscard]] ExceptionRegister read_register(std::string path, std::string bytes, Mistakes& mistakes);

}  // namespace csr::policy
