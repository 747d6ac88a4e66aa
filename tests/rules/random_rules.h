// Rule sets and requests made by chance, close enough to each other that rules apply now and then.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::rules {

class RandomRules {
 public:
  explicit RandomRules(unsigned seed) : random_(seed) {}

  std::vector<SourceFile> files();

  /// `mentions` and `elements` are what the rules look for, `terms` what they ask to be accepted; some of
  /// them are found, or have been.
  Facts facts(const std::vector<const html::MentionSet*>& mentions,
              const std::vector<const html::SelectorList*>& elements, const std::vector<std::string>& terms);

 private:
  bool chance(int percent) { return below(100) < percent; }
  int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }
  std::string one(const std::vector<std::string>& list) { return list[random_() % list.size()]; }
  std::string some(const std::vector<std::string>& list);
  std::string path();
  std::string path_pattern();
  std::string paths();
  std::string condition(std::string_view key);
  std::string conditions(bool inner);
  std::string rule(int number);
  std::string pack(int number);
  geoip::Location location();
  ArticleFacts article();
  PageMentions found(const std::vector<const html::MentionSet*>& mentions,
                     const std::vector<const html::SelectorList*>& elements);

  std::mt19937 random_;
};

}  // namespace caveat::rules
