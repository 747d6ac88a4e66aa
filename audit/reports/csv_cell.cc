#include "audit/reports/csv_cell.h"

#include "audit/reports/visible_text.h"

namespace caveat::audit {
namespace {

/// A spreadsheet would take it for a formula (OWASP, CSV injection), also behind blanks, and in the
/// full-width letters of East Asian keyboards.
bool is_formula(std::string_view cell) {
  const std::size_t begin = cell.find_first_not_of(' ');
  if (begin == std::string_view::npos) return false;
  cell.remove_prefix(begin);
  for (const std::string_view sign : {"=", "+", "-", "@", "＝", "＋", "－", "＠"}) {
    if (cell.starts_with(sign)) return true;
  }
  return false;
}

}  // namespace

std::string csv_cell(std::string_view text) {
  const std::string visible = visible_text(text);
  std::string out = is_formula(visible) ? "\"'" : "\"";
  for (const char byte : visible) {
    if (byte == '"') out += '"';
    out += byte;
  }
  return out + '"';
}

}  // namespace caveat::audit
