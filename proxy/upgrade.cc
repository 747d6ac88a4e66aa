#include "proxy/upgrade.h"

#include <algorithm>

#include "filter/field_list.h"
#include "rules/ascii_case.h"

namespace caveat::proxy {
std::string requested_upgrade(const IncomingRequest& request, std::span<const std::string> allowed) {
  const filter::FieldLines& fields = request.head.fields;
  const bool may_ask = request.head.method == "GET" && !request.http_1_0 && !request.has_body;
  if (!may_ask || !fields.has_token("Connection", "upgrade")) return {};
  const std::string asked = rules::lower_case(fields.combined("Upgrade"));
  for (const std::string_view protocol : filter::list_members(asked)) {
    if (std::find(allowed.begin(), allowed.end(), protocol) != allowed.end()) return std::string(protocol);
  }
  return {};
}

bool switches_to(const filter::ResponseHead& head, std::string_view protocol) {
  return head.status == 101 && head.fields.has_token("Connection", "upgrade") &&
         rules::lower_case(head.fields.combined("Upgrade")) == protocol;
}

}  // namespace caveat::proxy
