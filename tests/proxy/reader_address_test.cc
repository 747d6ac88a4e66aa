#include "proxy/reader_address.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

constexpr const char* kNotKnown = "not known";

struct Case {
  const char* name;
  AddressField field;
  const char* peer;
  std::vector<std::string> lines;
  const char* reader;
};

constexpr auto kList = AddressField::x_forwarded_for;
constexpr auto kForwarded = AddressField::forwarded;

const std::vector<Case> kCases = {
    {"an untrusted peer is the reader", kList, "203.0.113.9", {"198.51.100.1"}, "203.0.113.9"},
    {"a trusted peer without the field names nobody", kList, "10.0.0.1", {}, kNotKnown},
    {"a trusted peer vouches for the last address", kList, "10.0.0.1", {"198.51.100.1"}, "198.51.100.1"},
    {"what the reader wrote itself does not count",
     kList,
     "10.0.0.1",
     {"192.0.2.66, 198.51.100.1"},
     "198.51.100.1"},
    {"trusted hops are walked through",
     kList,
     "10.0.0.1",
     {"198.51.100.1, 10.0.0.3, 10.0.0.2"},
     "198.51.100.1"},
    {"field lines are one list",
     kList,
     "10.0.0.1",
     {"192.0.2.66", "198.51.100.1", "10.0.0.2"},
     "198.51.100.1"},
    {"no trusted hop is the reader", kList, "10.0.0.1", {"10.0.0.3, 10.0.0.2"}, kNotKnown},
    {"garbage hides the reader, whatever stands before it",
     kList,
     "10.0.0.1",
     {"198.51.100.1, bogus, 10.0.0.2"},
     kNotKnown},
    {"an empty element names nobody", kList, "10.0.0.1", {"198.51.100.1,"}, kNotKnown},
    {"'unknown' is taken at its word", kList, "10.0.0.1", {"198.51.100.1, unknown"}, kNotKnown},
    {"an IPv4 port is dropped", kList, "10.0.0.1", {"198.51.100.1:4711"}, "198.51.100.1"},
    {"IPv6 stands bare", kList, "10.0.0.1", {"2001:db8::7"}, "2001:db8::7"},
    {"IPv6 stands in brackets with a port", kList, "10.0.0.1", {"[2001:db8::7]:443"}, "2001:db8::7"},
    {"a port that is no number is garbage", kList, "10.0.0.1", {"198.51.100.1:x"}, kNotKnown},
    {"a mapped peer is its IPv4 self", kList, "::ffff:10.0.0.1", {"198.51.100.1"}, "198.51.100.1"},
    {"the other field is not read", kForwarded, "10.0.0.1", {}, kNotKnown},
    {"for= names the reader", kForwarded, "10.0.0.1", {"for=198.51.100.1;proto=http"}, "198.51.100.1"},
    {"names of parameters have no case",
     kForwarded,
     "10.0.0.1",
     {"By=10.0.0.9; For=198.51.100.1"},
     "198.51.100.1"},
    {"quotes hold IPv6 and a port", kForwarded, "10.0.0.1", {"for=\"[2001:db8::7]:4711\""}, "2001:db8::7"},
    {"a comma in quotes parts nothing",
     kForwarded,
     "10.0.0.1",
     {"for=192.0.2.1;host=\"a,b\", for=198.51.100.1"},
     "198.51.100.1"},
    {"escapes in quotes are undone", kForwarded, "10.0.0.1", {"for=\"198.51\\.100.1\""}, "198.51.100.1"},
    {"an obfuscated name is no address",
     kForwarded,
     "10.0.0.1",
     {"for=198.51.100.1, for=_hidden"},
     kNotKnown},
    {"an open quote is garbage", kForwarded, "10.0.0.1", {"for=198.51.100.1, for=\"192.0.2.1"}, kNotKnown},
    // The reader writes the beginning of the list; whatever that is, the hop of our own balancer counts.
    {"a quote means nothing in X-Forwarded-For", kList, "10.0.0.1", {"\", 198.51.100.1"}, "198.51.100.1"},
    {"a quote in another line means nothing either",
     kList,
     "10.0.0.1",
     {"\"192.0.2.1", "198.51.100.1"},
     "198.51.100.1"},
    {"quotes around a comma part it all the same",
     kList,
     "10.0.0.1",
     {"\"192.0.2.1, 198.51.100.1\""},
     kNotKnown},
    {"a reader's open quote does not swallow the hop after it",
     kForwarded,
     "10.0.0.1",
     {"for=\", for=198.51.100.1"},
     "198.51.100.1"},
    {"nor one that is quoted itself",
     kForwarded,
     "10.0.0.1",
     {"for=\"x, for=\"[2001:db8::7]:4711\";proto=https"},
     "2001:db8::7"},
    {"nor one in the next line",
     kForwarded,
     "10.0.0.1",
     {"for=\"192.0.2.1", "for=198.51.100.1"},
     "198.51.100.1"},
    {"nor the trusted hops after it",
     kForwarded,
     "10.0.0.1",
     {"for=\"\\, for=198.51.100.1, for=10.0.0.3, for=\"10.0.0.2\""},
     "198.51.100.1"},
    {"what a hop quotes from the reader names nobody",
     kForwarded,
     "10.0.0.1",
     {"for=198.51.100.1;host=\"a, for=192.0.2.9;x=\\\"\""},
     "198.51.100.1"},
    {"a broken element behind trusted hops hides the reader",
     kForwarded,
     "10.0.0.1",
     {"for=198.51.100.1, for=\"192.0.2.1, for=10.0.0.2"},
     kNotKnown},
    {"IPv6 without the quotes it needs is read",
     kForwarded,
     "10.0.0.1",
     {"for=[2001:db8::7]:4711"},
     "2001:db8::7"},
    {"an element that says for= twice is garbage",
     kForwarded,
     "10.0.0.1",
     {"for=192.0.2.1;for=192.0.2.2"},
     kNotKnown},
    {"an element without for= names nobody",
     kForwarded,
     "10.0.0.1",
     {"for=192.0.2.1, proto=https"},
     kNotKnown},
};

TEST(ReaderAddress, GoesAsFarAsTrustedProxiesVouch) {
  const std::vector<geoip::Network> trusted = {*geoip::Network::parse("10.0.0.0/8")};
  for (const Case& c : kCases) {
    filter::FieldLines fields;
    const std::string_view read = c.field == kList ? "X-Forwarded-For" : "Forwarded";
    const std::string_view passed_over = c.field == kList ? "Forwarded" : "X-Forwarded-For";
    for (const std::string& line : c.lines) fields.append(read, line);
    if (c.lines.empty()) fields.append(passed_over, "for=192.0.2.99");
    const auto reader = reader_address(*geoip::Address::parse(c.peer), fields, c.field, trusted);
    EXPECT_EQ(reader ? reader->to_string() : kNotKnown, c.reader) << c.name;
  }
}

TEST(ReaderAddress, TrustsNobodyByDefault) {
  const filter::FieldLines fields = {{"X-Forwarded-For", "198.51.100.1"}};
  const auto peer = *geoip::Address::parse("127.0.0.1");
  EXPECT_EQ(reader_address(peer, fields, kList, {}), peer);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
