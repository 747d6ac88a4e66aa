#include "filter/answer.h"

#include "filter/cacheability.h"
#include "filter/response_head.h"
#include "rules/notice_html.h"

namespace caveat::filter {
namespace {

std::string_view reason_phrase(int status) {
  switch (status) {
    case 303:
      return "See Other";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
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

Answer acknowledgement_answer(const rules::Acknowledgement& page, const rules::HeadEdits& edits,
                              std::string_view form_target) {
  constexpr int kForbidden = 403;  // docs/decisions/017-acknowledgements.md
  Answer answer = answer_of(kForbidden, "text/html; charset=utf-8", page.language,
                            page.before_action + rules::ascii_html(form_target) + page.after_action);
  apply_head_edits(edits, answer.head.fields);
  make_private(answer.head.fields);
  answer.head.fields.set("Cache-Control", "private, no-store");
  answer.head.fields.append("Vary", "Cookie");
  // Under a stricter policy browsers do not say which site a form is from (Fetch, "append a request Origin
  // header").
  answer.head.fields.set("Referrer-Policy", "same-origin");
  return answer;
}

Answer plain_answer(int status, std::string_view text) {
  return answer_of(status, "text/plain; charset=utf-8", "en", text);
}

Answer failure_answer(int status) {
  return plain_answer(status, explanation(status));
}

}  // namespace caveat::filter
