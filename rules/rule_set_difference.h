// What another version of the rules changes, and for whom.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "rules/pack_text.h"
#include "rules/page_classes.h"
#include "rules/reader_classes.h"
#include "rules/rule_set.h"

namespace caveat::rules {

/// A set as it is compared: compiled, and as it is written.
struct RuleSetVersion {
  std::shared_ptr<const RuleSet> rules;
  std::vector<PackText> packs;
};

/// Some readers, and the pages on which they are all treated alike.
struct Audience {
  std::vector<ReaderClass> readers;
  std::vector<PageClass> pages;
};

/// A key under which one version has other values than the other.
struct ValueChange {
  std::string key;
  std::vector<std::string> taken_out;
  std::vector<std::string> put_in;
};

/// One rule that is not the same in both versions, or not for the same readers.
struct RuleDifference {
  std::string pack;
  std::string rule;
  std::string old_place;  ///< "old/p.toml:7"; empty if the old version does not have it
  std::string new_place;
  std::vector<Audience> gain;        ///< to whom it applies now, and did not before
  std::vector<Audience> lose;        ///< to whom it does not apply any more
  std::vector<ValueChange> changes;  ///< what it does otherwise
  std::vector<Audience> keep;        ///< to whom it applies in both; only filled if it does something else
};

/// Keys of [pack] that differ.
struct PackDifference {
  std::string pack;
  std::vector<ValueChange> changes;
};

struct RuleSetDifference {
  std::vector<PackDifference> packs;
  std::vector<RuleDifference> rules;
  std::vector<std::string> not_compared;  ///< path expressions for which no test has a page

  bool empty() const { return packs.empty() && rules.empty(); }
};

/// Tries every class of readers on every class of pages at `time`. What only a page could tell (its language,
/// words and elements) is taken to hold.
RuleSetDifference compare(const RuleSetVersion& earlier, const RuleSetVersion& later,
                          std::chrono::sys_seconds time);

}  // namespace caveat::rules
