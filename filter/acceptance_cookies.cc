#include "filter/acceptance_cookies.h"

#include <algorithm>

#include "filter/field_list.h"

namespace caveat::filter {
namespace {

constexpr std::string_view kHostPrefix = "__Host-";
constexpr std::string_view kPrefix = "caveat-";
constexpr std::chrono::seconds kDay = std::chrono::hours(24);

std::string prefix_of(Transport transport) {
  const std::string prefix(kPrefix);
  return transport == Transport::encrypted ? std::string(kHostPrefix) + prefix : prefix;
}

/// Calls `take` with each "name=value" of a Cookie field (RFC 6265, 4.2).
template <typename Take>
void each_cookie(std::string_view field, const Take& take) {
  while (!field.empty()) {
    const std::size_t end = std::min(field.find(';'), field.size());
    const std::string_view cookie = trim_ows(field.substr(0, end));
    if (!cookie.empty()) take(cookie);
    field.remove_prefix(std::min(end + 1, field.size()));
  }
}

bool is_ours(std::string_view cookie) {
  if (cookie.starts_with(kHostPrefix)) cookie.remove_prefix(kHostPrefix.size());
  return cookie.starts_with(kPrefix);
}

}  // namespace

std::vector<std::string> accepted_terms(const FieldLines& request, const AcceptanceKeys& keys,
                                        Transport transport, std::chrono::sys_days today) {
  std::vector<std::string> accepted;
  const std::string prefix = prefix_of(transport);
  for (const std::string_view field : request.all("Cookie")) {
    each_cookie(field, [&](std::string_view cookie) {
      const std::size_t equals = cookie.find('=');
      if (!cookie.starts_with(prefix) || equals == std::string_view::npos) return;
      const std::string_view terms = cookie.substr(prefix.size(), equals - prefix.size());
      if (keys.holds(terms, cookie.substr(equals + 1), today)) accepted.emplace_back(terms);
    });
  }
  return accepted;
}

void remove_acceptances(FieldLines& request) {
  const std::vector<std::string_view> fields = request.all("Cookie");
  const bool any = std::any_of(fields.begin(), fields.end(), [](std::string_view field) {
    return field.find(kPrefix) != std::string_view::npos;
  });
  if (!any) return;
  std::string others;
  for (const std::string_view field : fields) {
    each_cookie(field, [&](std::string_view cookie) {
      if (!is_ours(cookie)) others += (others.empty() ? "" : "; ") + std::string(cookie);
    });
  }
  others.empty() ? request.remove("Cookie") : request.set("Cookie", others);
}

std::string acceptance_cookie(const rules::Terms& terms, const AcceptanceKeys& keys, Transport transport,
                              std::chrono::sys_days today) {
  const std::chrono::days days(terms.days);
  std::string cookie = prefix_of(transport) + terms.id + "=" + keys.seal(terms.id, today + days) +
                       "; Path=/; Max-Age=" + std::to_string((terms.days * kDay).count()) +
                       "; HttpOnly; SameSite=Lax";
  if (transport == Transport::encrypted) cookie += "; Secure";
  return cookie;
}

}  // namespace caveat::filter
