#include "proxy/proxy_header.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

std::string source_of(std::string_view header) {
  const auto parsed = parse_proxy_header(header);
  if (!parsed) return "flawed";
  if (!*parsed) return "incomplete";
  return (*parsed)->source ? (*parsed)->source->to_string() : "unknown";
}

std::string v2(char command, char family, std::string_view addresses) {
  std::string header("\r\n\r\n\0\r\nQUIT\n", 12);
  header += command;
  header += family;
  header += '\0';
  header += static_cast<char>(addresses.size());
  return header.append(addresses);
}

TEST(ProxyHeaderV1, NamesTheSourceOfTcp4) {
  EXPECT_EQ(source_of("PROXY TCP4 192.0.2.7 198.51.100.1 40000 443\r\nGET /"), "192.0.2.7");
}

TEST(ProxyHeaderV1, NamesTheSourceOfTcp6) {
  EXPECT_EQ(source_of("PROXY TCP6 2001:db8::7 2001:db8::1 40000 443\r\n"), "2001:db8::7");
}

TEST(ProxyHeaderV1, UnknownNamesNobody) {
  EXPECT_EQ(source_of("PROXY UNKNOWN\r\n"), "unknown");
  EXPECT_EQ(source_of("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n"), "unknown");
}

TEST(ProxyHeaderV1, TheSizeEndsWithTheLine) {
  EXPECT_EQ((*parse_proxy_header("PROXY UNKNOWN\r\nGET"))->size, 15U);
}

TEST(ProxyHeaderV1, IsIncompleteUntilItsLineEnds) {
  const std::string_view header = "PROXY TCP4 192.0.2.7 198.51.100.1 40000 443\r\n";
  for (std::size_t size = 0; size < header.size(); ++size)
    EXPECT_EQ(source_of(header.substr(0, size)), "incomplete") << size;
}

TEST(ProxyHeaderV1, IsFlawedWhereAnAddressOrAPortIsNone) {
  EXPECT_EQ(source_of("PROXY TCP4 192.0.2 198.51.100.1 40000 443\r\n"), "flawed");
  EXPECT_EQ(source_of("PROXY TCP4 192.0.2.7 198.51.100.1 40000 x\r\n"), "flawed");
  EXPECT_EQ(source_of("PROXY TCP4 192.0.2.7 198.51.100.1 40000\r\n"), "flawed");
  EXPECT_EQ(source_of("PROXY TCP4 2001:db8::7 2001:db8::1 1 2\r\n"), "flawed");
  EXPECT_EQ(source_of("PROXY UDP4 192.0.2.7 198.51.100.1 1 2\r\n"), "flawed");
}

TEST(ProxyHeaderV1, IsFlawedWhereItsLineDoesNotEnd) {
  EXPECT_EQ(source_of("PROXY UNKNOWN " + std::string(200, 'x')), "flawed");
}

TEST(ProxyHeaderV2, NamesTheSourceOfTcp4) {
  EXPECT_EQ(
      source_of(v2('\x21', '\x11', std::string_view("\xc0\x00\x02\x07\xc6\x33\x64\x01\x9c\x40\x01\xbb", 12))),
      "192.0.2.7");
}

TEST(ProxyHeaderV2, NamesTheSourceOfTcp6AndSkipsExtensions) {
  std::string addresses(36, '\0');
  addresses.replace(0, 4, std::string("\x20\x01\x0d\xb8"));
  addresses[15] = 7;
  EXPECT_EQ(source_of(v2('\x21', '\x21', addresses + std::string("\x04\x00\x01x", 4))), "2001:db8::7");
}

TEST(ProxyHeaderV2, LocalNamesNobody) {
  EXPECT_EQ(source_of(v2('\x20', '\0', "")), "unknown");
}

TEST(ProxyHeaderV2, IsFlawedInAnotherVersionOrTooShort) {
  EXPECT_EQ(source_of(v2('\x11', '\x11', std::string(12, 'a'))), "flawed");
  EXPECT_EQ(source_of(v2('\x21', '\x11', std::string(11, 'a'))), "flawed");
}

TEST(ProxyHeader, ARequestIsNone) {
  EXPECT_EQ(source_of("GET / HTTP/1.1\r\n"), "flawed");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
