#include "proxy/refusal.h"

#include "proxy/message_writer.h"

namespace caveat::proxy {

RefusalResponse refusal_response(int status) {
  RefusalResponse response;
  auto& [head, body] = response;
  body.append(std::to_string(status)).append(" ").append(reason_phrase(status)).append("\n");
  head.status = status;
  head.fields = {{"Content-Type", "text/plain; charset=utf-8"},
                 {"Content-Length", std::to_string(body.size())},
                 {"Cache-Control", "no-store"}};
  if (status == 405) head.fields.append("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  if (status == 503) head.fields.append("Retry-After", "1");
  return response;
}

std::string refusal_bytes(int status, bool to_head) {
  const RefusalResponse response = refusal_response(status);
  std::string out;
  append_response_head(out, response.head, to_head ? BodyFraming::none : BodyFraming::length, "close");
  if (!to_head) out += response.body;
  return out;
}

}  // namespace caveat::proxy
