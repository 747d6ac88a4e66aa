#include "proxy/request_target.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

struct Case {
  const char* name;
  const char* method;
  const char* target;
  const char* found;  ///< "host origin-form", or empty
};

const std::vector<Case> kCases = {
    {"origin form", "GET", "/a?b", "a.example /a?b"},
    {"absolute form counts before Host", "GET", "http://b.example:81/a?b", "b.example:81 /a?b"},
    {"a scheme has no case", "GET", "HTTP://b.example/", "b.example /"},
    {"absolute form without a path", "GET", "http://b.example", "b.example /"},
    {"absolute form with a query only", "GET", "http://b.example?q", "b.example /?q"},
    {"asterisk form", "OPTIONS", "*", "a.example *"},
    {"asterisk with another method", "GET", "*", ""},
    {"authority form", "CONNECT", "b.example:443", ""},
    {"another scheme", "GET", "ftp://b.example/", ""},
    {"a user in the authority", "GET", "http://me@b.example/", ""},
    {"no slash", "GET", "a", ""},
};

TEST(RequestTarget, TellsHostAndResource) {
  for (const Case& c : kCases) {
    const filter::RequestHead head{c.method, c.target, {{"Host", "a.example"}}};
    const auto target = request_target(head);
    EXPECT_EQ(target ? target->host + " " + target->origin_form : "", c.found) << c.name;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
