#include "proxy/refusal.h"

#include "proxy/message_writer.h"

namespace caveat::proxy {

std::string refusal_response(int status, bool to_head) {
  std::string body = std::to_string(status);
  body.append(" ").append(reason_phrase(status)).append("\n");
  filter::ResponseHead head;
  head.status = status;
  head.fields = {{"Content-Type", "text/plain; charset=utf-8"},
                 {"Content-Length", std::to_string(body.size())},
                 {"Cache-Control", "no-store"}};
  if (status == 405) head.fields.append("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  if (status == 503 || status == 429) head.fields.append("Retry-After", "1");
  std::string out;
  append_response_head(out, head, to_head ? BodyFraming::none : BodyFraming::length, "close");
  if (!to_head) out += body;
  return out;
}

}  // namespace caveat::proxy
