#include "filter/answer.h"

#include "filter/cacheability.h"
#include "filter/response_head.h"

namespace caveat::filter {
namespace {

std::string_view reason_phrase(int status) {
  switch (status) {
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 410:
      return "Gone";
    case 451:
      return "Unavailable For Legal Reasons";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "";
  }
}

std::string_view explanation(int status) {
  switch (status) {
    case 503:
      return "This page cannot be shown at the moment as the law asks for it. Please try again later.\n";
    case 504:
      return "The site did not answer in time. Please try again later.\n";
    default:
      return "The site did not answer as it should. Please try again later.\n";
  }
}

Answer answer_of(int status, std::string_view content_type, std::string_view language,
                 std::string_view body) {
  Answer answer;
  answer.head.status = status;
  answer.head.reason = reason_phrase(status);
  answer.head.fields.set("Content-Type", content_type);
  if (!language.empty()) answer.head.fields.set("Content-Language", language);
  answer.head.fields.set("Cache-Control", "no-store");
  answer.head.fields.set("Content-Length", std::to_string(body.size()));
  answer.body = body;
  return answer;
}

}  // namespace

Answer blocked_answer(const rules::Block& block, const rules::HeadEdits& edits) {
  Answer answer = answer_of(block.status, "text/html; charset=utf-8", block.language, block.body);
  if (!block.authority.empty()) {
    answer.head.fields.append("Link", "<" + block.authority + ">; rel=\"blocked-by\"");
  }
  apply_head_edits(edits, answer.head.fields);
  make_private(answer.head.fields);
  answer.head.fields.set("Cache-Control", "no-store");
  return answer;
}

Answer failure_answer(int status) {
  return answer_of(status, "text/plain; charset=utf-8", "en", explanation(status));
}

}  // namespace caveat::filter
