#include "filter/response_plan.h"

#include "filter/field_list.h"
#include "filter/media_type.h"
#include "html/ascii.h"

namespace caveat::filter {
namespace {

bool has_no_page(const ResponseHead& head) {
  if (head.status < 200) return true;
  if (head.status == 204 || head.status == 205 || head.status == 304) return true;
  return head.status >= 300 && head.status < 400 && head.fields.contains("Location");
}

/// Fetch standard, "determine nosniff": only the first value counts.
bool is_nosniff(const FieldLines& fields) {
  const std::string options = fields.combined("X-Content-Type-Options");
  const auto members = list_members(options);
  return !members.empty() && html::equal_ignoring_ascii_case(members.front(), "nosniff");
}

/// Several languages are no answer to the question which one the page is in.
std::string only_language(const FieldLines& fields) {
  const std::string languages = fields.combined("Content-Language");
  const auto members = list_members(languages);
  return members.size() == 1 ? html::ascii_lower(members.front()) : std::string();
}

ResponsePlan::Body body_of(const ResponseHead& head, const std::string& essence) {
  if (has_no_page(head)) return ResponsePlan::Body::none;
  if (is_html(essence)) return ResponsePlan::Body::page;
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
