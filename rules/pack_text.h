// A pack as its file writes it, for comparing what was written.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rules/rule_set.h"
#include "rules/toml.h"
#include "rules/turning_points.h"

namespace caveat::rules {

/// Values by their dotted key: "remove.widgets" -> share, like. What is no list has one.
using WrittenValues = std::map<std::string, std::vector<std::string>>;

struct RuleText {
  std::string id;
  int line = 0;
  /// What the rule does and on which pages: its own keys but for those of the audience, and the notices that
  /// it uses ("notices.NAME.text.en").
  WrittenValues effect;
  std::vector<std::string> sites;  ///< as `when.site` lists them; empty: every site
  std::vector<std::string> paths;  ///< as `when.path` lists them; empty: every page
  std::vector<std::string> excepted_paths;
  std::vector<std::string> regions{};  ///< as `when.region` lists them; empty: readers everywhere
  std::vector<std::string> excepted_regions{};
};

struct PackText {
  std::string id;
  std::string file;
  WrittenValues head;  ///< of [pack]
  std::vector<RuleText> rules;
  std::set<std::string> regions;  ///< codes, networks and words that its regions and conditions name
  std::vector<std::string> urls;  ///< of its tests
  std::vector<TurningPoint> turning_points{};
};

/// nullopt if the file is no TOML, which `RuleSet::compile` reports.
std::optional<PackText> read_pack_text(const SourceFile& file);

/// A value in one line, as an author would write it but for its quotation marks.
std::string written_text(const TomlValue& value);

}  // namespace caveat::rules
