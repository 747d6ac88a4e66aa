#include "proxy/upgrade.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

const std::vector<std::string> kAllowed = {"websocket", "chat/2"};

struct Case {
  const char* name;
  const char* head;
  const char* protocol;  ///< empty: none
};

const std::vector<Case> kCases = {
    {"WebSocket", "GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n", "websocket"},
    {"in other letters and among others",
     "GET / HTTP/1.1\r\nConnection: keep-alive, upgrade\r\nUpgrade: foo, WebSocket\r\n", "websocket"},
    {"in two lines", "GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: foo\r\nUpgrade: chat/2\r\n",
     "chat/2"},
    {"what is not allowed", "GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n", ""},
    {"part of a name", "GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websockets\r\n", ""},
    {"without Connection", "GET / HTTP/1.1\r\nUpgrade: websocket\r\n", ""},
    {"without Upgrade", "GET / HTTP/1.1\r\nConnection: Upgrade\r\n", ""},
    {"another method", "OPTIONS / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n", ""},
    {"HTTP/1.0", "GET / HTTP/1.0\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n", ""},
    {"a body", "GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 1\r\n", ""},
};

TEST(Upgrade, IsAskedForByAGetWithoutABody) {
  for (const Case& c : kCases) {
    MessageReader reader;
    IncomingRequest request;
    const auto used = reader.read_request_head(std::string(c.head) + "Host: a\r\n\r\n", request);
    ASSERT_TRUE(used && *used > 0) << c.name;
    EXPECT_EQ(requested_upgrade(request, kAllowed), c.protocol) << c.name;
  }
}

TEST(Upgrade, IsGrantedByA101ToThatProtocol) {
  filter::ResponseHead head;
  head.status = 101;
  head.fields = {{"Connection", "upgrade"}, {"Upgrade", "WebSocket"}};
  EXPECT_TRUE(switches_to(head, "websocket"));
  EXPECT_FALSE(switches_to(head, "chat/2"));
  head.fields.remove("Connection");
  EXPECT_FALSE(switches_to(head, "websocket"));
  head.status = 200;
  EXPECT_FALSE(switches_to(head, "websocket"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
