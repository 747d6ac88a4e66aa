#include "app/studio/request_guard.h"

#include <openssl/crypto.h>

#include <algorithm>

#include "rules/ascii_case.h"

namespace caveat::app {
namespace {

using studio::ApiError;

bool bears_token(const filter::RequestHead& request, const std::string& token) {
  constexpr std::string_view kScheme = "Bearer ";
  const auto lines = request.fields.all("Authorization");
  return lines.size() == 1 && lines.front().starts_with(kScheme) &&
         same_secret(lines.front().substr(kScheme.size()), token);
}

/// No page but the studio's own may ask. A browser says so by itself; other programs say nothing.
bool is_from_own_page(const filter::RequestHead& request, const std::vector<std::string>& own_origins) {
  for (const std::string_view origin : request.fields.all("Origin")) {
    if (std::find(own_origins.begin(), own_origins.end(), origin) == own_origins.end()) return false;
  }
  for (const std::string_view site : request.fields.all("Sec-Fetch-Site")) {
    if (site != "same-origin" && site != "none") return false;
  }
  return true;
}

bool says_json(const filter::RequestHead& request) {
  const auto lines = request.fields.all("Content-Type");
  if (lines.size() != 1) return false;
  const std::string_view type = lines.front().substr(0, lines.front().find(';'));
  return type.substr(0, type.find_last_not_of(' ') + 1) == "application/json";
}

}  // namespace

bool is_for(const filter::RequestHead& request, const std::vector<std::string>& origins) {
  constexpr std::string_view kScheme = "http://";
  const auto hosts = request.fields.all("Host");
  return hosts.size() == 1 && std::any_of(origins.begin(), origins.end(), [&](std::string_view origin) {
           return rules::equal_ignoring_case(origin.substr(kScheme.size()), hosts.front());
         });
}

std::optional<ApiError> refusal_of(const filter::RequestHead& request, const RequestTerms& terms) {
  if (!bears_token(request, terms.token)) {
    return ApiError{401, "no-token",
                    "Open the studio by the address that the program printed when it started."};
  }
  if (!is_from_own_page(request, terms.own_origins)) {
    return ApiError{403, "other-origin", "Only the studio's own page may ask."};
  }
  const bool has_body = request.method != "GET" && request.method != "HEAD";
  if (has_body && !says_json(request)) {
    return ApiError{403, "no-json", "Questions have to be of the type application/json."};
  }
  return std::nullopt;
}

bool same_secret(std::string_view one, std::string_view other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace caveat::app
