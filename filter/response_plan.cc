#include "filter/response_plan.h"

#include <algorithm>
#include <array>

#include "filter/field_list.h"
#include "filter/media_type.h"
#include "html/ascii.h"

namespace caveat::filter {
namespace {

bool has_no_page(int status) {
  return status < 200 || status == 204 || status == 205 || status == 304;
}

/// Fetch standard, "redirect status"; browsers show what comes with any other 3xx, or with an empty Location.
bool is_followed_unseen(const ResponseHead& head) {
  constexpr std::array<int, 5> kRedirects = {301, 302, 303, 307, 308};
  if (std::find(kRedirects.begin(), kRedirects.end(), head.status) == kRedirects.end()) return false;
  const auto locations = head.fields.all("Location");
  return locations.size() == 1 && !trim_ows(locations.front()).empty();
}

/// The Fetch standard ("determine nosniff") looks at the first value of a list; a browser that compares the
/// whole field sniffs all the same.
bool is_nosniff(const FieldLines& fields) {
  return html::equal_ignoring_ascii_case(trim_ows(fields.combined("X-Content-Type-Options")), "nosniff");
}

/// Several languages are no answer to the question which one the page is in.
std::string only_language(const FieldLines& fields) {
  const std::string languages = fields.combined("Content-Language");
  const auto members = list_members(languages);
  return members.size() == 1 ? html::ascii_lower(members.front()) : std::string();
}

ResponsePlan::Body body_of(const ResponseHead& head, const std::string& essence) {
  if (has_no_page(head.status)) return ResponsePlan::Body::none;
  const bool has_text = is_html(essence) && head.fields.first("Content-Length") != "0";
  if (is_followed_unseen(head) && !has_text) return ResponsePlan::Body::none;
  if (is_html(essence)) return ResponsePlan::Body::page;
  if (is_xhtml(essence)) return ResponsePlan::Body::xhtml;
  if (!essence.empty() || is_nosniff(head.fields)) return ResponsePlan::Body::other;
  return ResponsePlan::Body::unknown;
}

}  // namespace

ResponsePlan plan_response(const ResponseHead& head) {
  ResponsePlan plan;
  const auto type = media_type_of(head.fields.combined("Content-Type"));
  if (type && !says_unknown(type->essence)) {
    plan.content_type = type->essence;
    plan.charset = type->charset;
  }
  plan.body = body_of(head, plan.content_type);
  plan.content_language = only_language(head.fields);
  return plan;
}

}  // namespace caveat::filter
