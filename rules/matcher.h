// One condition of a rule.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/decision.h"
#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::rules {

struct AskedFacts;
class PathPattern;
class SitePattern;

/// Immutable. One implementation a file in matchers/, one line each in matchers/matchers.cc.
class Matcher {
 public:
  virtual ~Matcher() = default;
  /// `undecided` only while the fact it asks for is not in `facts`.
  virtual Held matches(const Facts& facts) const = 0;
  /// Why `matches` says what it says, in the author's words.
  virtual std::string explain(const Facts& facts) const = 0;
  /// Whether it asks about the reader rather than the page: then the URL has variants.
  virtual bool asks_about_reader() const = 0;
  /// The fact without which it is undecided.
  virtual Awaits awaits() const { return Awaits::nothing; }
  /// The same, of a matcher that asks for several facts in turn.
  virtual Awaits awaits_next(const Facts& facts) const {
    static_cast<void>(facts);
    return awaits();
  }
  /// What an index of rules may go by. It holds for no site that matches none of these, and for no path of
  /// which no reading (path_readings.h) does; null: it says nothing of sites, or of paths.
  virtual const std::vector<SitePattern>* sites() const { return nullptr; }
  virtual const std::vector<PathPattern>* paths() const { return nullptr; }
  /// Whether nothing but the reader's place decides it: of a Location, neither address nor network.
  virtual bool asks_for_place_only() const { return false; }
  /// Adds to `asked` what has to be known of where the reader is.
  virtual void add_asked_facts(AskedFacts& asked) const { static_cast<void>(asked); }
  /// What it looks for in the page's text; null if it does not look there.
  virtual std::shared_ptr<const html::MentionSet> mentions() const { return nullptr; }
  /// The elements that it looks for in the page; null if it looks for none.
  virtual std::shared_ptr<const html::SelectorList> elements() const { return nullptr; }
};

}  // namespace caveat::rules
