#include "syntax/tree_sitter.hpp"

namespace csr::syntax {

namespace {

struct ParserDeleter {
    void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};

}  // namespace

GrammarTree parse_grammar(const TSLanguage* language, std::string_view text, std::uint64_t microseconds) {
    const std::unique_ptr<TSParser, ParserDeleter> parser(ts_parser_new());
    if (!ts_parser_set_language(parser.get(), language)) return nullptr;
    ts_parser_set_timeout_micros(parser.get(), microseconds);
    return GrammarTree(
        ts_parser_parse_string(parser.get(), nullptr, text.data(), static_cast<std::uint32_t>(text.size())));
}

}  // namespace csr::syntax
