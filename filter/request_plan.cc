#include "filter/request_plan.h"

#include <array>

namespace caveat::filter {
namespace {

constexpr std::array<std::string_view, 3> kPartFields = {"Range", "If-Range", "A-IM"};
constexpr std::array<std::string_view, 4> kConditions = {"If-None-Match", "If-Modified-Since", "If-Match",
                                                         "If-Unmodified-Since"};

}  // namespace

bool needs_whole_page(const rules::Decision& decision) {
  switch (decision.verdict) {
    case rules::Decision::Verdict::undecided:
      return true;
    case rules::Decision::Verdict::edit:
      return decision.program != nullptr || decision.non_html == rules::NonHtml::refuse;
    case rules::Decision::Verdict::pass:
    case rules::Decision::Verdict::acknowledge:
    case rules::Decision::Verdict::block:
      break;
  }
  return false;
}

void ask_for_whole_page(RequestHead& head, const AcceptedCodings& accepted) {
  for (const std::string_view name : kPartFields) head.fields.remove(name);
  if (head.method == "GET" || head.method == "HEAD") {
    for (const std::string_view name : kConditions) head.fields.remove(name);
  }
  head.fields.set("Accept-Encoding", accept_encoding_for_upstream(accepted));
}

}  // namespace caveat::filter
