#include "rules/actions/field_protection.h"

#include <algorithm>
#include <vector>

#include "rules/ascii_case.h"
#include "rules/problems.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kWorkedOut = "the proxy works this out itself: leave the line out";
constexpr std::string_view kConnection =
    "it belongs to one connection and not to the page: leave the line out";
constexpr std::string_view kPolicy = "the site's security policy is never weakened: leave the line out";
constexpr std::string_view kVary =
    "it keeps caches from giving one reader's page to another: leave the line out";
constexpr std::string_view kPrivate = "write Cache-Control = \"private, no-store\"";

struct ProtectedField {
  std::string_view name;  ///< lower case
  bool set;               ///< may not be set
  bool removal;           ///< may not be removed
  std::string_view why;
};

/// Framing, codings, validators and digests (RFC 9112, 6; RFC 9110, 8.4, 8.8; RFC 9530); connections (RFC
/// 9110, 7.6.1, 11.7); what would lead readers past the proxy (RFC 7838).
constexpr ProtectedField kProtected[] = {
    {"content-length", true, true, kWorkedOut},
    {"transfer-encoding", true, true, kWorkedOut},
    {"content-encoding", true, true, kWorkedOut},
    {"content-range", true, true, kWorkedOut},
    {"content-type", true, true, kWorkedOut},
    {"accept-ranges", true, false, kWorkedOut},
    {"date", true, true, kWorkedOut},
    {"age", true, false, kWorkedOut},
    {"etag", true, true, kWorkedOut},
    {"last-modified", true, true, kWorkedOut},
    {"content-md5", true, false, kWorkedOut},
    {"digest", true, false, kWorkedOut},
    {"content-digest", true, false, kWorkedOut},
    {"repr-digest", true, false, kWorkedOut},
    {"connection", true, true, kConnection},
    {"keep-alive", true, true, kConnection},
    {"proxy-connection", true, true, kConnection},
    {"proxy-authenticate", true, true, kConnection},
    {"proxy-authentication-info", true, true, kConnection},
    {"proxy-authorization", true, true, kConnection},
    {"te", true, true, kConnection},
    {"trailer", true, true, kConnection},
    {"upgrade", true, true, kConnection},
    {"vary", true, true, kVary},
    {"cache-control", false, true,
     "without it caches may give one reader's page to another: write set = { Cache-Control = \"private, "
     "no-store\" }"},
    {"content-security-policy", true, true, kPolicy},
    {"content-security-policy-report-only", true, true, kPolicy},
    {"alt-svc", true, false, "it would lead readers past the proxy, to pages without their warning"},
};

/// Losing them exposes readers; there can be reasons.
constexpr std::string_view kProtectsReaders[] = {"strict-transport-security",
                                                 "x-content-type-options",
                                                 "x-frame-options",
                                                 "referrer-policy",
                                                 "permissions-policy",
                                                 "cross-origin-opener-policy",
                                                 "cross-origin-embedder-policy",
                                                 "cross-origin-resource-policy"};

/// They tell a surrogate or a CDN to keep a response whatever Cache-Control says (RFC 9213 and older
/// customs).
constexpr std::string_view kSurrogateFields[] = {"surrogate-control", "x-accel-expires", "edge-control",
                                                 "x-litespeed-cache-control"};

constexpr std::string_view kTellingReferrers[] = {"unsafe-url", "no-referrer-when-downgrade"};

template <typename List>
bool holds(const List& list, std::string_view wanted) {
  return std::find(std::begin(list), std::end(list), wanted) != std::end(list);
}

/// "max-age=60, private" -> "max-age", "private"; a `private` that is for some fields only does not count.
std::vector<std::string> directives(std::string_view value) {
  std::vector<std::string> out;
  std::string lower = lower_case(value);
  lower.erase(std::remove(lower.begin(), lower.end(), ' '), lower.end());
  for (std::size_t begin = 0; begin <= lower.size();) {
    const std::size_t end = std::min(lower.find(',', begin), lower.size());
    const std::string directive = lower.substr(begin, end - begin);
    const bool for_some_fields = directive.starts_with("private=");
    if (!for_some_fields) out.push_back(directive.substr(0, directive.find('=')));
    begin = end + 1;
  }
  return out;
}

const ProtectedField* find_protected(std::string_view lower) {
  const auto found = std::find_if(std::begin(kProtected), std::end(kProtected),
                                  [lower](const ProtectedField& field) { return field.name == lower; });
  return found == std::end(kProtected) ? nullptr : &*found;
}

bool is_surrogate_field(std::string_view lower) {
  return holds(kSurrogateFields, lower) || lower.ends_with("cdn-cache-control");
}

bool keeps_out_of_shared_caches(std::string_view value) {
  const auto said = directives(value);
  if (holds(said, "public") || holds(said, "s-maxage")) return false;
  return holds(said, "no-store") || holds(said, "private");
}

FieldObjection unsafe_value(std::string message, std::string_view suggestion) {
  return {Code::unsafe_header_value, std::move(message), std::string(suggestion), true};
}

}  // namespace

std::optional<FieldObjection> objection_to_set(std::string_view name, std::string_view value) {
  const std::string lower = lower_case(name);
  const ProtectedField* field = find_protected(lower);
  if (field && field->set) {
    return FieldObjection{Code::protected_header, "rules may not set " + in_quotes(name),
                          std::string(field->why), false};
  }
  if (lower == "cache-control" && !keeps_out_of_shared_caches(value)) {
    return unsafe_value("with this value a cache may give one reader's page to another", kPrivate);
  }
  const bool says_zero = lower == "x-accel-expires" && value == "0";
  if (is_surrogate_field(lower) && !says_zero && !keeps_out_of_shared_caches(value)) {
    return unsafe_value("with this value a delivery network may give one reader's page to another",
                        "write \"no-store\", or leave the line out");
  }
  if (lower == "set-cookie") {
    return FieldObjection{Code::exposed_readers,
                          "a cookie marks the device of everybody whom the rule covers",
                          "is that meant? Whoever looks at the device can see it", false};
  }
  if (lower == "referrer-policy" && holds(kTellingReferrers, lower_case(value))) {
    return FieldObjection{Code::exposed_readers, "with this value other sites are told what the reader read",
                          "write \"no-referrer\"", true};
  }
  return std::nullopt;
}

std::optional<FieldObjection> objection_to_removal(std::string_view name) {
  const std::string lower = lower_case(name);
  const ProtectedField* field = find_protected(lower);
  if (field && field->removal) {
    return FieldObjection{Code::protected_header, "rules may not remove " + in_quotes(name),
                          std::string(field->why), false};
  }
  if (!holds(kProtectsReaders, lower)) return std::nullopt;
  return FieldObjection{Code::exposed_readers, "readers are less protected without " + in_quotes(name),
                        "is that meant? Ask whoever runs the site", false};
}

}  // namespace caveat::rules
