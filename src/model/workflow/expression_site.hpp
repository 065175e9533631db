#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/workflow/expression.hpp"
#include "model/workflow/expression_place.hpp"
#include "source/source.hpp"
#include "syntax/node.hpp"

namespace csr::model {

class Workflow;
struct Job;
struct Step;

/// One expression of a workflow: a ${{ }} in a text, or an `if` without it.
struct ExpressionSite {
    syntax::NodeRef scalar;        ///< the text that holds it
    syntax::NodeRef owner;         ///< the mapping or list that holds the text
    std::string key;               ///< where the text stands: "jobs.<job_id>.steps.run"
    std::uint16_t place = 0;       ///< what GitHub offers there; no_place below keys that GitHub does not know
    bool in_key = false;           ///< the text is a mapping's key
    bool condition = false;        ///< part of an `if`
    bool bare = false;             ///< an `if` without ${{ }}
    bool whole = false;            ///< the text is nothing but this expression
    std::uint32_t begin = 0;       ///< in the text, with the ${{
    std::uint32_t end = 0;         ///< behind the }}
    std::uint32_t text_begin = 0;  ///< of what is parsed; offsets of `expression` count from here
    source::Span span = {};        ///< in the source, with ${{ and }}
    const Job* job = nullptr;
    const Step* step = nullptr;
    Expression expression;

    /// What is parsed: the text between ${{ and }}, or all of a bare `if`.
    [[nodiscard]] std::string_view text() const;
    /// Where bytes `from` to `to` of text() stand in the source.
    [[nodiscard]] source::Span locate(std::uint32_t from, std::uint32_t to) const;
};

/// Adds the expressions of one text. `at` says where it stands and what it belongs to; what is read from the text is
/// filled in. In an `if` a text without ${{ }} is an expression as a whole.
void add_expressions(const ExpressionSite& at, std::vector<ExpressionSite>& found);

/// All expressions of a workflow in the order of the file; texts that stand in several places through aliases count
/// where they are written.
[[nodiscard]] std::vector<ExpressionSite> find_expressions(const Workflow& workflow);

}  // namespace csr::model
