#include "filter/media_type.h"

#include <algorithm>
#include <vector>

#include "filter/field_list.h"
#include "html/ascii.h"
#include "html/charset.h"
#include "html/meta_prescan.h"

namespace caveat::filter {
namespace {

bool is_token_character(char c) {
  return html::is_ascii_alphanumeric(c) ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

std::string_view trim_http_white_space(std::string_view text) {
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhiteSpace) - begin + 1);
}

/// What a quoted string stands for; browsers forgive a missing end quote and ignore what follows it.
std::string unquoted(std::string_view text) {
  std::string value;
  for (std::size_t i = 1; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    value += text[i];
  }
  return value;
}

std::string charset_parameter(std::string_view parameters) {
  for (const std::string_view parameter : split_outside_quotes(parameters, ';')) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    if (!html::equal_ignoring_ascii_case(parameter.substr(0, equals), "charset")) continue;
    const std::string_view value = parameter.substr(equals + 1);
    const bool quoted = !value.empty() && value.front() == '"';
    std::string charset = quoted ? unquoted(value) : std::string(trim_http_white_space(value));
    if (!charset.empty()) return charset;
  }
  return {};
}

/// The lower, the more of a page.
int rank_of(std::string_view essence) {
  if (is_xhtml(essence)) return 0;
  if (is_html(essence)) return 1;
  return says_unknown(essence) ? 2 : 3;
}

/// Also within a quoted string that one line leaves open and another one ends.
std::vector<std::string_view> members_that_some_browser_sees(std::string_view content_type) {
  std::vector<std::string_view> members = list_members(content_type);
  for (std::size_t at = 0; at <= content_type.size();) {
    const std::size_t comma = std::min(content_type.find(',', at), content_type.size());
    const std::string_view member = trim_ows(content_type.substr(at, comma - at));
    const auto type = parse_media_type(member);
    if (type && rank_of(type->essence) < 2) members.insert(members.begin(), member);
    at = comma + 1;
  }
  return members;
}

/// Looks for "charset" wherever it stands: behind a missing semicolon, with spaces around the '=', in single
/// quotes, in another line.
bool may_name_hard_charset(std::string_view content_type, const MediaType& type) {
  const auto sure = html::charset_of_label(type.charset);
  for (const std::string_view member : split_outside_quotes(content_type, ',')) {
    const auto charset = html::charset_of_label(html::charset_in_content(member));
    const bool hard = charset && charset->kind != html::CharsetKind::ascii_compatible;
    if (hard && (!sure || sure->name != charset->name)) return true;
    if (charset && sure && sure->kind != charset->kind) return true;
  }
  return false;
}

}  // namespace

std::optional<MediaType> parse_media_type(std::string_view text) {
  text = trim_http_white_space(text);
  const std::size_t semicolon = text.find(';');
  const std::string_view essence = text.substr(0, text.find_first_of("; \t\r\n("));
  const std::size_t slash = essence.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  if (!is_token(essence.substr(0, slash)) || !is_token(essence.substr(slash + 1))) return std::nullopt;

  MediaType type;
  type.essence = html::ascii_lower(essence);
  if (semicolon != std::string_view::npos) type.charset = charset_parameter(text.substr(semicolon + 1));
  return type;
}

std::optional<MediaType> media_type_of(std::string_view content_type) {
  std::optional<MediaType> result;
  for (const std::string_view member : members_that_some_browser_sees(content_type)) {
    std::optional<MediaType> type = parse_media_type(member);
    if (!type || (result && rank_of(result->essence) < rank_of(type->essence))) continue;
    if (result && type->charset.empty() && type->essence == result->essence) type->charset = result->charset;
    result = std::move(type);
  }
  const bool is_page = result && is_html(result->essence);
  if (is_page && may_name_hard_charset(content_type, *result)) result->charset = "replacement";
  return result;
}

bool is_html(std::string_view essence) {
  return essence == "text/html";
}

bool is_xhtml(std::string_view essence) {
  return essence == "application/xhtml+xml";
}

bool says_unknown(std::string_view essence) {
  return essence == "unknown/unknown" || essence == "application/unknown" || essence == "*/*";
}

}  // namespace caveat::filter
