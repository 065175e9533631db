#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "source/source.hpp"

namespace csr::syntax {

/// A TypeScript file, parsed with tree-sitter as far as it can be understood. For finding constructs: `new X(this,
/// 'Id', {...})`. Not thread-safe.
class TypeScriptFile {
  public:
    /// A `new` or call expression. Valid as long as its file.
    struct Call {
        source::Span head;  ///< what to underline: from `new` to the id argument, or the method's name
        source::Span whole;
        std::string_view id;  ///< the text of the second argument when it is a plain string literal; else empty
    };

    /// `new Type(scope, 'Id', ...)` with a plain string as the id.
    struct Construct {
        Call call;
        std::string_view type;   ///< without the module: "Bucket" of `new s3.Bucket(...)`
        std::string_view owner;  ///< the class around it; empty when there is none
        bool scope_is_this = false;
    };

    /// `source` outlives the result. Nothing when the file is larger than 8 MB or takes the parser more than two
    /// seconds.
    [[nodiscard]] static std::optional<TypeScriptFile> parse(const source::Source& source);

    TypeScriptFile(TypeScriptFile&&) noexcept;
    TypeScriptFile& operator=(TypeScriptFile&&) noexcept;
    ~TypeScriptFile();

    /// The innermost call whose expression holds the place of a V8 stack frame: 1-based line, 1-based UTF-16 column.
    [[nodiscard]] std::optional<Call> call_at(std::uint32_t line, std::uint32_t column) const;

    /// The `name: value` pair (or shorthand) in the object literal that `call` passes as its last argument; of a name
    /// "a/b" the pair b in the object that a is. Follows spreads and identifiers to constants of the same file that are
    /// declared once; nothing when it is not certain.
    [[nodiscard]] std::optional<source::Span> property(const Call& call, std::string_view name) const;

    /// The constructs that the file makes under a plain id, in its order.
    [[nodiscard]] std::vector<Construct> constructs() const;

    /// The comments with their markers, in the order of the file.
    [[nodiscard]] std::vector<source::Span> comments() const;
    /// The largest construct that begins on the 1-based `line`: a statement, a member, a property. An empty span when
    /// none does.
    [[nodiscard]] source::Span construct_on_line(std::uint32_t line) const;

  private:
    struct Implementation;
    explicit TypeScriptFile(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace csr::syntax
