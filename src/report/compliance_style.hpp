#pragma once

#include <string_view>

namespace csr::report {

/// The style sheet of the HTML compliance report, without the <style> element.
extern const std::string_view compliance_style;

/// Its hash, as a content security policy names it. scripts/checks/report_formats.sh tells the right one.
extern const std::string_view compliance_style_hash;

}  // namespace csr::report
