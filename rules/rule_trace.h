// Why a rule applies or not, and what it would do: for explanations.
#pragma once

#include <string>
#include <vector>

#include "rules/decision.h"

namespace caveat::rules {

/// How one condition of a rule came out.
enum class Held { no, yes, undecided };

struct ConditionTrace {
  std::string key;  ///< as written: "when.region"
  int line = 0;
  Held held = Held::no;
  std::string why;  ///< "UA-40 is in russia-controlled"
};

/// One thing that the rule does where it applies.
struct ActionTrace {
  std::string key;  ///< "insert"
  int line = 0;
  std::string notice;               ///< its name; empty if the action shows none
  std::string notice_kind;          ///< "warning"
  std::string language;             ///< of the text that this reader gets, as the pack writes it
  std::string why_language;         ///< "the page is in ru-ru"
  std::vector<std::string> places;  ///< in order of preference: "start of article"
};

struct RuleTrace {
  Reason rule;
  std::string pack_title;
  std::string pack_owner;  ///< empty if the pack names nobody
  std::string reference;   ///< URL; empty if the pack has none
  Held applies = Held::no;
  std::vector<ConditionTrace> conditions;  ///< the pack's dates, then the rule's own
  std::vector<ActionTrace> actions;
};

}  // namespace caveat::rules
