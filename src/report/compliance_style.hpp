#pragma once

#include <string_view>

namespace csr::report {

/// The style sheet of the HTML compliance report, without the <style> element.
extern const std::string_view compliance_style;

}  // namespace csr::report
