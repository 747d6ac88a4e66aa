#include "filter/accept_encoding.h"

#include <optional>
#include <string>

#include "filter/field_list.h"
#include "html/ascii.h"

namespace caveat::filter {
namespace {

/// Whether a weight (RFC 9110, 12.4.2) is greater than zero. What is no weight refuses: identity is always
/// readable.
bool is_positive_weight(std::string_view weight) {
  if (weight.empty() || (weight.front() != '0' && weight.front() != '1')) return false;
  if (weight.size() > 1 && weight[1] != '.') return false;
  bool positive = weight.front() == '1';
  for (const char c : weight.substr(weight.size() > 1 ? 2 : 1)) {
    if (!html::is_ascii_digit(c)) return false;
    positive = positive || c != '0';
  }
  return positive;
}

bool is_accepted(std::string_view parameters) {
  for (const std::string_view parameter : split_outside_quotes(parameters, ';')) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    if (!html::equal_ignoring_ascii_case(trim_ows(parameter.substr(0, equals)), "q")) continue;
    return is_positive_weight(trim_ows(parameter.substr(equals + 1)));
  }
  return true;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false;
  std::optional<bool> gzip;
  for (const std::string_view member : list_members(accept_encoding)) {
    const std::size_t semicolon = member.find(';');
    const std::string coding = html::ascii_lower(trim_ows(member.substr(0, semicolon)));
    const bool accepted = semicolon == std::string_view::npos || is_accepted(member.substr(semicolon + 1));
    if (coding == "gzip" || coding == "x-gzip") gzip = gzip.value_or(false) || accepted;
    if (coding == "*") any = accepted;
  }
  return gzip.value_or(any);
}

ContentCoding output_coding(ContentCoding upstream, bool reader_accepts_gzip) {
  return upstream != ContentCoding::identity && reader_accepts_gzip ? ContentCoding::gzip
                                                                    : ContentCoding::identity;
}

}  // namespace caveat::filter
