// [[rules]] of a pack.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rules/actions/actions.h"
#include "rules/matchers/matchers.h"
#include "rules/notice_book.h"
#include "rules/region_book.h"
#include "rules/rule.h"

namespace caveat::rules {

/// Everything outlives the parser.
class RuleParser {
 public:
  RuleParser(std::shared_ptr<const PackHead> pack, RegionBook& regions, NoticeBook& notices,
             const WidgetCatalogue& widgets, Problems& problems)
      : pack_(std::move(pack)),
        regions_(regions),
        notices_(notices),
        widgets_(widgets),
        problems_(problems) {}

  /// nullopt for a rule that is no table. Otherwise a rule that may only be used if no error was reported.
  std::optional<Rule> parse(const TomlValue& value);

 private:
  void read_identity(TableReader& reader, Rule& rule);
  void read_reach(TableReader& reader, const TomlTable& table, Rule& rule);
  UncertainReaders read_when_unknown(TableReader& reader, bool blocks);
  void read_conditions(TableReader& reader, bool exception, UncertainReaders uncertain, Rule& rule);
  ActionParts read_actions(TableReader& reader, const TomlTable& table, Rule& rule);
  void advise_on_articles(const TomlTable& table);
  void read_outcome(TableReader& reader, bool inserts, Rule& rule);
  void read_severity(TableReader& reader, bool tells_readers, Rule& rule);
  std::string region_title(const TomlTable& table);

  std::shared_ptr<const PackHead> pack_;
  RegionBook& regions_;
  NoticeBook& notices_;
  const WidgetCatalogue& widgets_;
  Problems& problems_;
  std::set<std::string> ids_;
};

}  // namespace caveat::rules
