// [readers]: who may say where a reader comes from.
#include <algorithm>
#include <array>
#include <iterator>

#include "app/configuration/tables.h"
#include "rules/ascii_case.h"

namespace caveat::app {
namespace {

void refuse_network(const rules::PlacedText& written, rules::Problems& problems) {
  const auto meant = geoip::Network::around(*written.text);
  problems.add(rules::Code::bad_network, written.value->place,
               rules::in_quotes(*written.text) + (meant ? " has bits beyond its prefix" : " is no network"),
               meant ? "write " + rules::in_quotes(meant->to_string())
                     : "write an address or a block like \"10.0.0.0/8\"");
}

/// RFC 9110, 5.6.2.
bool is_field_name(std::string_view name) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  });
}

/// It routes or frames a request, or is taken off and written anew on the way: believed and then taken out,
/// as region fields are, requests would be broken by it.
bool is_of_http(std::string_view name) {
  constexpr std::string_view kFields[] = {"Host",           "Connection", "Transfer-Encoding",
                                          "Content-Length", "TE",         "Trailer",
                                          "Upgrade",        "Keep-Alive", "Accept-Encoding"};
  return std::any_of(std::begin(kFields), std::end(kFields),
                     [&](std::string_view field) { return rules::equal_ignoring_case(field, name); });
}

void take_field_name(const rules::TomlValue* value, rules::Problems& problems, std::string& into) {
  if (value == nullptr) return;
  into = *value->string();
  if (is_of_http(into)) {
    problems.add(rules::Code::bad_header, value->place,
                 rules::in_quotes(into) + " is a field of HTTP's own, in which no CDN says where a reader is",
                 "write the one that your CDN does: \"CF-IPCountry\"");
  }
  if (is_field_name(into)) return;
  problems.add(rules::Code::bad_header, value->place, rules::in_quotes(into) + " is no field name",
               "write it as the CDN does: \"CF-IPCountry\"");
}

/// `region_from`, after `trusted_proxies`.
void read_region_fields(rules::TableReader& readers, rules::Problems& problems,
                        proxy::ServerOptions& server) {
  const rules::TomlValue* const written = readers.table("region_from");
  if (written == nullptr) return;
  rules::TableReader table(*written->table(), written->place, "`region_from`", problems, kRegionFromKeys);
  take_field_name(table.required_text("country"), problems, server.region_fields.country);
  take_field_name(table.text("subdivision"), problems, server.region_fields.subdivision);
  table.refuse_unknown();
  if (server.trusted_proxies.empty()) {
    problems.add(rules::Code::missing_key, written->place,
                 "`region_from` is there, and nobody who may say it",
                 "list the addresses of your CDN as `trusted_proxies`");
  }
}

}  // namespace

void read_readers(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto readers = file.table(top, "readers", kReadersKeys);
  if (!readers) return;
  for (const rules::PlacedText& written : readers->texts("trusted_proxies")) {
    if (const auto network = geoip::Network::parse(*written.text)) {
      draft.configuration.server.trusted_proxies.push_back(*network);
    } else {
      refuse_network(written, file.problems());
    }
  }
  constexpr std::array<std::string_view, 2> kFields = {"X-Forwarded-For", "Forwarded"};
  if (const std::string* field = readers->word("address_field", kFields)) {
    draft.configuration.server.address_field =
        *field == "Forwarded" ? proxy::AddressField::forwarded : proxy::AddressField::x_forwarded_for;
  }
  read_region_fields(*readers, file.problems(), draft.configuration.server);
  readers->refuse_unknown();
}

}  // namespace caveat::app
