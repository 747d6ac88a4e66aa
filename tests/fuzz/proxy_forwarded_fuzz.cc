// lists of hops, X-Forwarded-For and Forwarded: whatever a reader wrote, the hop that our own proxy named
// counts.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "proxy/connection_fields.h"
#include "proxy/reader_address.h"

namespace {

using namespace caveat;
using proxy::AddressField;

const std::vector<geoip::Network> kTrusted = {*geoip::Network::parse("10.0.0.0/8")};
const geoip::Address kPeer = *geoip::Address::parse("10.0.0.1");
const geoip::Address kReader = *geoip::Address::parse("198.51.100.1");

/// Each line of `text` a field line; bytes that no field value can hold are left out.
filter::FieldLines lines_of(std::string_view text, const char* name) {
  filter::FieldLines fields;
  std::string line;
  for (const char c : text) {
    if (c == '\n') {
      fields.append(name, line);
      line.clear();
    } else if (c != '\r' && c != '\0') {
      line += c;
    }
  }
  fields.append(name, line);
  return fields;
}

void expect(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto field = data[0] % 2 == 0 ? AddressField::x_forwarded_for : AddressField::forwarded;
  const bool is_list = field == AddressField::x_forwarded_for;
  const char* const name = is_list ? "X-Forwarded-For" : "Forwarded";
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);

  const auto alone = reader_address(kPeer, lines_of(text, name), field, kTrusted);
  expect(!alone || !proxy::is_trusted(*alone, kTrusted));

  // Behind it, in the same line or the next, comes what our own proxies wrote.
  for (const char* const between : {", ", ",", "\n"}) {
    for (const bool more : {false, true}) {
      std::string written = is_list ? "198.51.100.1" : "for=198.51.100.1;proto=https";
      if (more) written += is_list ? ", 10.0.0.3 ,10.0.0.2:80" : ", for=10.0.0.3 ,by=_x;for=\"10.0.0.2:80\"";
      expect(reader_address(kPeer, lines_of(text + between + written, name), field, kTrusted) == kReader);
    }
  }

  // What Caveat itself writes behind it names the peer that it was asked by, to whoever reads it as Caveat
  // does.
  filter::FieldLines fields = lines_of(text, name);
  proxy::write_forwarding_fields(fields, {.peer = kReader,
                                          .reader = kReader,
                                          .peer_is_trusted = true,
                                          .is_encrypted = true,
                                          .writes_forwarded = true,
                                          .host = "news.test"});
  expect(reader_address(kPeer, fields, field, kTrusted) == kReader);
  return 0;
}
