#include "proxy/connection_fields.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "proxy/cgi_names.h"
#include "proxy/forwarded_field.h"
#include "rules/ascii_case.h"

namespace caveat::proxy {
namespace {

/// Alt-Svc (RFC 7838) is among them for its effect: a browser that follows it goes to the site's own server,
/// for the whole origin, and gets its pages without what the rules demand.
constexpr std::array<filter::FieldName, 10> kConnectionFields = {
    "Connection", "Keep-Alive",         "Proxy-Connection",    "TE",     "Trailer", "Transfer-Encoding",
    "Upgrade",    "Proxy-Authenticate", "Proxy-Authorization", "Alt-Svc"};

/// What a `Connection` field may not talk us into dropping.
constexpr std::array<std::string_view, 12> kEndToEndFields = {
    "Host",          "Content-Length", "Content-Type",  "Content-Encoding",
    "Cache-Control", "Cookie",         "Authorization", "Set-Cookie",
    "Expires",       "Vary",           "Via",           "Location"};

bool is_end_to_end(std::string_view name) {
  return std::any_of(kEndToEndFields.begin(), kEndToEndFields.end(),
                     [&](std::string_view field) { return rules::equal_ignoring_case(name, field); });
}

/// `Connection` says no more than most do, and names no field but one that goes anyway.
bool has_usual_option(const filter::FieldLines& fields) {
  return fields.count("Connection") == 1 && fields.first("Connection") == "keep-alive";
}

std::vector<std::string> listed_names(const std::string& list) {
  std::vector<std::string> names;
  std::string name;
  for (const char c : list + ",") {
    if (c == ' ' || c == '\t') continue;
    if (c != ',') {
      name += c;
    } else if (!name.empty()) {
      names.push_back(std::move(name));
      name.clear();
    }
  }
  return names;
}

}  // namespace

void remove_connection_fields(filter::FieldLines& fields) {
  if (fields.contains("Connection") && !has_usual_option(fields)) {
    for (const std::string& name : listed_names(fields.combined("Connection"))) {
      if (!is_end_to_end(name)) fields.remove(name);
    }
  }
  fields.remove(kConnectionFields);
}

namespace {

std::string_view scheme_of(const Forwarder& forwarder) {
  return forwarder.is_encrypted ? "https" : "http";
}

/// An address as a node of RFC 7239, 6.
std::string node_of(const geoip::Address& address) {
  const std::string text = address.to_string();
  return text.find(':') == std::string::npos ? text : "\"[" + text + "]\"";
}

/// What only a proxy may say of the request's way.
bool tells_the_way(std::string_view name) {
  return begins_in_cgi(name, "x-forwarded-") || same_in_cgi(name, "forwarded") ||
         same_in_cgi(name, "x-real-ip");
}

constexpr std::array<std::string_view, 5> kOtherTargets = {
    "x-original-url", "x-rewrite-url", "x-original-host", "x-host", "x-http-host-override"};

/// By these a reader could have a page that is not the one which the rules were asked about. No peer is
/// trusted with them: a proxy that does not know one lets it through.
bool names_another_target(std::string_view name) {
  return std::ranges::any_of(kOtherTargets,
                             [name](std::string_view target) { return same_in_cgi(name, target); });
}

/// A proxy that we trust writes its fields with dashes, and passes on what a reader wrote with other signs.
bool is_claim(std::string_view name, bool peer_is_trusted) {
  if (names_another_target(name)) return true;
  return tells_the_way(name) && (!peer_is_trusted || passes_for_another_in_cgi(name));
}

void remove_claims(filter::FieldLines& fields, bool peer_is_trusted) {
  std::vector<std::string> found;
  for (const filter::FieldLine& line : fields) {
    // Which most names do not begin with.
    const char first = as_in_cgi(line.name.front());
    if ((first == 'x' || first == 'f') && is_claim(line.name, peer_is_trusted)) found.emplace_back(line.name);
  }
  for (const std::string& name : found) fields.remove(name);
}

/// Whom a trusted peer names, where it is not itself.
std::optional<geoip::Address> named_reader(const Forwarder& forwarder) {
  const bool names = forwarder.peer_is_trusted && forwarder.reader != forwarder.peer;
  return names ? std::optional(forwarder.reader) : std::nullopt;
}

bool believes(const Forwarder& forwarder, AddressField field) {
  return forwarder.peer_is_trusted && forwarder.believed == field;
}

/// The list of X-Forwarded-For.
std::string addresses_on_the_way(const filter::FieldLines& fields, const Forwarder& forwarder) {
  std::string hops;
  if (believes(forwarder, AddressField::x_forwarded_for)) hops = fields.combined("X-Forwarded-For");
  if (const auto reader = named_reader(forwarder); hops.empty() && reader) hops = reader->to_string();
  if (!hops.empty()) hops += ", ";
  return hops + forwarder.peer.to_string();
}

/// One element for this hop, behind what a trusted peer said.
void write_forwarded(filter::FieldLines& fields, const Forwarder& forwarder) {
  std::string hops;
  if (believes(forwarder, AddressField::forwarded))
    hops = forwarded_without_hosts(fields.combined("Forwarded"));
  fields.remove("Forwarded");
  if (!forwarder.writes_forwarded) return;
  if (const auto reader = named_reader(forwarder); hops.empty() && reader) hops = "for=" + node_of(*reader);
  if (!hops.empty()) hops += ", ";
  hops += "for=" + node_of(forwarder.peer);
  if (!forwarder.host.empty()) hops += ";host=\"" + std::string(forwarder.host) + "\"";
  fields.set("Forwarded", hops.append(";proto=").append(scheme_of(forwarder)));
}

}  // namespace

void write_forwarding_fields(filter::FieldLines& fields, const Forwarder& forwarder) {
  remove_claims(fields, forwarder.peer_is_trusted);
  const std::string way = addresses_on_the_way(fields, forwarder);
  write_forwarded(fields, forwarder);
  fields.set("Host", forwarder.host);
  fields.set("X-Forwarded-For", way);
  if (!fields.contains("X-Forwarded-Proto")) fields.set("X-Forwarded-Proto", scheme_of(forwarder));
  // Whoever says otherwise: by this one, too, sites choose the page.
  fields.set("X-Forwarded-Host", forwarder.host);
  fields.append("Via", "1.1 caveat");
}

}  // namespace caveat::proxy
