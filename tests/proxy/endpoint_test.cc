#include "proxy/endpoint.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

struct Case {
  const char* text;
  const char* endpoint;  ///< empty: refused
};

const std::vector<Case> kEndpoints = {
    {"127.0.0.1:8080", "127.0.0.1:8080"},
    {"[::1]:80", "[::1]:80"},
    {"localhost:0", "localhost:0"},
    {"127.0.0.1", ""},
    {":8080", ""},
    {"::1:80", ""},
    {"[]:80", ""},
    {"a:70000", ""},
    {"a:8o", ""},
    {"a b:80", ""},
};

std::string text_of(const std::optional<Endpoint>& endpoint) {
  return endpoint ? endpoint->to_string() : "";
}

TEST(Endpoint, AddressesToListenOnNeedAPort) {
  for (const Case& c : kEndpoints) EXPECT_EQ(text_of(parse_endpoint(c.text)), c.endpoint) << c.text;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
