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
    {"nothing", "[limits]\nconnections = 1\n", "# a remark\n[limits]\n  connections=1", {}},
    {"a value", "[limits]\nconnections = 1\n", "[limits]\nconnections = 2\n", {"limits.connections"}},
    {"a key more", "[log]\n", "[log]\nformat = \"json\"\n", {"log.format"}},
    {"a key less", "[log]\nformat = \"json\"\n", "", {"log.format"}},
    {"a list", "[listen]\nhttp = [\"a\"]", "[listen]\nhttp = [\"a\", \"b\"]", {"listen.http"}},
    {"what a reload takes beside it", "[listen]\nsites = [\"a\"]", "[listen]\nsites = [\"b\"]", {}},
    {"a site that came, one that went, and one that changed",
     "[[sites]]\nname = \"a\"\n[[sites]]\nname = \"b\"\nlimits.hold_time = 1",
     "[[sites]]\nname = \"c\"\n[[sites]]\nname = \"b\"\nlimits.hold_time = 2",
     {}},
    {"what a reload takes",
     "[rules]\npath = \"a\"\n[geoip]\ndatabase = \"a\"",
     "[rules]\npath = \"b\"\n[geoip]\ndatabase = \"b\"\noverrides = [\"c\"]",
     {}},
    {"a key that begins alike", "[limits]\nconnections_per_address = 1", "", {}},
    {"two, in order",
     "[log]\nformat = 1\n[admin]\nlisten = 1",
     "[log]\nformat = 2\n[admin]\nlisten = 2",
     {"admin.listen", "log.format"}},
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
