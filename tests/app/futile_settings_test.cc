// Settings of which nothing comes are told, and those of use to a site are not.
#include "app/futile_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

using proxy::SiteOptions;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

SiteOptions site_of(const std::vector<std::string>& urls, const char* name = "news") {
  SiteOptions site;
  site.name = name;
  site.upstream.servers.clear();
  for (const std::string& url : urls) site.upstream.servers.push_back({.url = url, .weight = 1});
  return site;
}

TEST(FutileSettings, ThereAreNoneInWhatIsUsual) {
  SiteOptions site = site_of({"https://a.example", "https://b.example"});
  site.upstream.health.check_path = "/health";
  site.upstream.health.check_status = 204;
  site.upstream.tls.authorities = "ca.pem";
  EXPECT_THAT(futile_settings({SiteOptions(), site}), IsEmpty());
}

struct KeyOfChecks {
  const char* key;
  void (*set)(proxy::HealthOptions&);
};

const KeyOfChecks kKeysOfChecks[] = {
    {"`host`", [](proxy::HealthOptions& health) { health.check_host = "a.example"; }},
    {"`interval`", [](proxy::HealthOptions& health) { health.check_interval = std::chrono::seconds(9); }},
    {"`timeout`", [](proxy::HealthOptions& health) { health.check_timeout = std::chrono::seconds(1); }},
    {"`status`", [](proxy::HealthOptions& health) { health.check_status = 204; }},
};

TEST(FutileSettings, ChecksWithoutAPathAreNotMade) {
  for (const KeyOfChecks& key : kKeysOfChecks) {
    SiteOptions site = site_of({"http://a.example"});
    key.set(site.upstream.health);
    EXPECT_THAT(futile_settings({site}), ElementsAre(HasSubstr(key.key))) << key.key;
    SiteOptions with_path = site;
    with_path.upstream.health.check_path = "/health";
    EXPECT_THAT(futile_settings({with_path}), IsEmpty()) << key.key;
    EXPECT_THAT(futile_settings({site, with_path}), IsEmpty()) << key.key << ", shared, and of use to one";
  }
}

TEST(FutileSettings, ACheckThatTakesAsLongAsTheTimeBetweenTwoIsTold) {
  SiteOptions site = site_of({"http://a.example"});
  site.upstream.health.check_path = "/health";
  site.upstream.health.check_interval = site.upstream.health.check_timeout = std::chrono::seconds(4);
  EXPECT_THAT(futile_settings({site}), ElementsAre(HasSubstr("every 8 seconds only")));
}

TEST(FutileSettings, WhatTlsNeedsIsOfNoUseToServersWithoutHttps) {
  for (const char* key : {"`ca`", "`certificate`", "`server_name`"}) {
    SiteOptions site = site_of({"http://a.example", "unix:/run/site.sock"});
    proxy::UpstreamOptions& upstream = site.upstream;
    if (std::string(key) == "`ca`") upstream.tls.authorities = "ca.pem";
    if (std::string(key) == "`certificate`") upstream.tls.certificate = {.chain = "a.pem", .key = "a.key"};
    if (std::string(key) == "`server_name`") upstream.server_name = "a.example";
    EXPECT_THAT(futile_settings({site}), ElementsAre(HasSubstr(key)));
    SiteOptions other = site;
    other.upstream.servers = {{.url = "https://b.example", .weight = 1}};
    EXPECT_THAT(futile_settings({site, other}), IsEmpty()) << key << ", shared, and of use to one";
  }
}

TEST(FutileSettings, AServerThatIsThereTwiceIsToldHoweverItIsWritten) {
  EXPECT_THAT(futile_settings({site_of({"http://a.example", "http://b.example", "http://a.example:80/"})}),
              ElementsAre(HasSubstr("http://a.example:80/ of the site `news` is there twice")));
  EXPECT_THAT(futile_settings({site_of({"http://a.example", "https://a.example"})}), IsEmpty());
}

TEST(FutileSettings, WhatSitesShareIsToldOnce) {
  const std::vector<std::string> twice = {"http://a.example", "http://a.example"};
  EXPECT_EQ(futile_settings({site_of(twice, "one"), site_of(twice, "two")}).size(), 1U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
