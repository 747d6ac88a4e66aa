// [readers]: who may say where a reader comes from.
#include <array>

#include "app/configuration/tables.h"

namespace caveat::app {
namespace {

void refuse_network(const rules::PlacedText& written, rules::Problems& problems) {
  const auto meant = geoip::Network::around(*written.text);
  problems.add(rules::Code::bad_network, written.value->place,
               rules::quoted(*written.text) + (meant ? " has bits beyond its prefix" : " is no network"),
               meant ? "write " + rules::quoted(meant->to_string())
                     : "write an address or a block like \"10.0.0.0/8\"");
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
  readers->refuse_unknown();
}

}  // namespace caveat::app
