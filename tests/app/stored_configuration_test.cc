#include "app/stored_configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

using testing::ElementsAre;

struct Change {
  const char* name;
  const char* before;
  const char* after;
  std::vector<std::string> keys;
};

const std::vector<Change> kChanges = {
    {"nothing", "[limits]\nidle_time = 1\n", "# a remark\n[limits]\n  idle_time=1", {}},
    {"a value", "[limits]\nidle_time = 1\n", "[limits]\nidle_time = 2\n", {"limits.idle_time"}},
    {"a key more", "[log]\n", "[log]\nformat = \"json\"\n", {"log.format"}},
    {"a key less", "[log]\nformat = \"json\"\n", "", {"log.format"}},
    {"a list", "[listen]\nsites = [\"a\"]", "[listen]\nsites = [\"a\", \"b\"]", {"listen.sites"}},
    {"a table in a list", "[[sites]]\nhosts = \"a\"", "[[sites]]\nhosts = \"b\"", {"sites"}},
    {"a key of one site",
     "[[sites]]\nname = \"a\"\n[[sites]]\nname = \"b\"\nlimits.hold_time = 1",
     "[[sites]]\nname = \"a\"\n[[sites]]\nname = \"b\"\nlimits.hold_time = 2",
     {"sites.b.limits.hold_time"}},
    {"what a reload takes of a site",
     "[[sites]]\nname = \"a\"\nrules.path = \"x\"",
     "[[sites]]\nname = \"a\"\nrules.path = \"y\"",
     {}},
    {"what a reload takes",
     "[rules]\npath = \"a\"\n[geoip]\ndatabase = \"a\"",
     "[rules]\npath = \"b\"\n[geoip]\ndatabase = \"b\"\noverrides = [\"c\"]",
     {}},
    {"another table that begins alike", "[rules2]\na = 1", "[rules2]\na = 2", {"rules2.a"}},
    {"two, in order", "[b]\nx = 1\n[a]\nx = 1", "[b]\nx = 2\n[a]\nx = 2", {"a.x", "b.x"}},
};

TEST(StoredConfiguration, NamesTheChangesThatNeedARestart) {
  for (const Change& change : kChanges)
    EXPECT_EQ(changes_that_need_a_restart(change.before, change.after), change.keys) << change.name;
}

TEST(StoredConfiguration, WhatIsReloadedIsItselfRulesAndRegionData) {
  ServeConfiguration configuration;
  RulesConfiguration rules;
  rules.path = "/etc/caveat/rules/";
  configuration.rules = {std::make_shared<const RulesConfiguration>(rules)};
  configuration.regions.databases.emplace_back();
  configuration.regions.databases.back().path = "/etc/caveat/geo.mmdb";
  configuration.regions.override_paths = {"/etc/caveat/a.csv"};
  EXPECT_THAT(reloaded_paths("/etc/caveat/caveat.toml", configuration),
              ElementsAre("/etc/caveat/caveat.toml", "/etc/caveat/geo.mmdb", "/etc/caveat/rules/",
                          "/etc/caveat/a.csv"));
}

TEST(StoredConfiguration, AFileThatIsNotThereIsSaidToBeSo) {
  const auto file = read_configuration_file("/nonexistent/caveat.toml");
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().said, testing::HasSubstr("cannot be read: No such file"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
