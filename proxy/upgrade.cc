#include "proxy/upgrade.h"

#include <algorithm>

namespace caveat::proxy {
namespace {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

/// The next member of a comma-separated list, without white space around it.
std::string_view next_member(std::string_view& rest) {
  std::string_view member = rest.substr(0, rest.find(','));
  rest.remove_prefix(std::min(member.size() + 1, rest.size()));
  const std::size_t first = member.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return member.substr(first, member.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string requested_upgrade(const IncomingRequest& request, std::span<const std::string> allowed) {
  const filter::FieldLines& fields = request.head.fields;
  const bool may_ask = request.head.method == "GET" && !request.http_1_0 && !request.has_body;
  if (!may_ask || !fields.has_token("Connection", "upgrade")) return {};
  const std::string asked = lower_case(fields.combined("Upgrade"));
  std::string_view rest = asked;
  while (!rest.empty()) {
    const std::string_view protocol = next_member(rest);
    if (std::find(allowed.begin(), allowed.end(), protocol) != allowed.end()) return std::string(protocol);
  }
  return {};
}

bool switches_to(const filter::ResponseHead& head, std::string_view protocol) {
  return head.status == 101 && head.fields.has_token("Connection", "upgrade") &&
         lower_case(head.fields.combined("Upgrade")) == protocol;
}

}  // namespace caveat::proxy
