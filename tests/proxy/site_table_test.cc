#include "proxy/site_table.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

SiteOptions site(const std::vector<std::string>& hosts) {
  SiteOptions options;
  for (const std::string& host : hosts) options.hosts.push_back(*rules::SitePattern::parse(host));
  return options;
}

struct Case {
  const char* name;
  std::vector<SiteOptions> sites;
  const char* host;
  std::optional<std::size_t> found;
};

const std::vector<Case> kCases = {
    {"its own host", {site({"a.example"}), site({"b.example"})}, "b.example", 1},
    {"one of several", {site({"a.example", "c.example"})}, "c.example", 0},
    {"a host of nobody", {site({"a.example"}), site({"b.example"})}, "c.example", {}},
    {"a subdomain", {site({"*.a.example"})}, "x.a.example", 0},
    {"one further down", {site({"*.a.example"})}, "y.x.a.example", 0},
    {"not the domain itself", {site({"*.a.example"})}, "a.example", {}},
    {"not what only ends alike", {site({"*.a.example"})}, "xa.example", {}},
    {"exact before all subdomains", {site({"*.a.example"}), site({"x.a.example"})}, "x.a.example", 1},
    {"the longer end first", {site({"*.example"}), site({"*.a.example"})}, "x.a.example", 1},
    {"any host comes last", {site({"*"}), site({"*.example"})}, "a.example", 1},
    {"any host", {site({"*"}), site({"*.example"})}, "a.test", 0},
    {"a site without hosts has the rest", {site({"a.example"}), site({})}, "b.example", 1},
    {"no host at all", {site({"a.example"})}, "", {}},
    {"no host at all, for the site of the rest", {site({"a.example"}), site({})}, "", 1},
    {"the first of two that name the same", {site({"a.example"}), site({"a.example"})}, "a.example", 0},
    {"an address", {site({"[::1]"}), site({"127.0.0.1"})}, "127.0.0.1", 1},
    {"a host without a dot", {site({"*.example"}), site({"intranet"})}, "intranet", 1},
};

TEST(SiteTable, FindsTheMostExactSite) {
  for (const Case& c : kCases) EXPECT_EQ(SiteTable(c.sites).find(c.host), c.found) << c.name;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
