// Two listeners of one file that would take each other's connections.
#include <algorithm>

#include "app/configuration/tables.h"
#include "proxy/endpoint.h"

namespace caveat::app {
namespace {

bool is_v6(const std::string& host) {
  return host.find(':') != std::string::npos;
}

bool is_every_address(const std::string& host) {
  return host == "0.0.0.0" || host == "::";
}

/// As they are written: no name is looked up.
bool overlap(const std::string& one, const std::string& other) {
  if (one.starts_with(proxy::kUnixPrefix) || other.starts_with(proxy::kUnixPrefix)) return one == other;
  const auto a = proxy::parse_endpoint(one);
  const auto b = proxy::parse_endpoint(other);
  if (!a || !b || a->port != b->port || a->port == 0) return false;
  if (a->host == b->host) return true;
  return is_v6(a->host) == is_v6(b->host) && (is_every_address(a->host) || is_every_address(b->host));
}

}  // namespace

void refuse_overlapping_listeners(const ConfigurationFile& file, rules::TableReader&,
                                  ConfigurationDraft& draft) {
  const auto& all = draft.listeners;
  for (auto later = all.begin(); later != all.end(); ++later) {
    const auto earlier = std::find_if(
        all.begin(), later, [&](const WrittenListener& one) { return overlap(one.address, later->address); });
    if (earlier == later) continue;
    file.problems().add(rules::Code::bad_url, later->place,
                        rules::in_quotes(later->address) +
                            " is taken: " + rules::in_quotes(earlier->address) + " is " + earlier->key +
                            " in line " + std::to_string(earlier->place.line),
                        "give each its own port, or write one of them only");
  }
}

}  // namespace caveat::app
