// Notices that lack a language that the pack knows the site to have.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "rules/language_tag.h"
#include "rules/lints/lints.h"

namespace caveat::rules {

namespace {

using Languages = std::set<std::string>;

/// In pages, and so in the page's language.
constexpr std::string_view kInPages[][2] = {{"insert", "notice"}, {"disable", "reason"}, {"replace", "with"}};

/// Instead of pages, and so in the reader's language.
constexpr std::string_view kInsteadOfPages[][2] = {{"block", "notice"}, {"acknowledge", "notice"}};

void add(const std::vector<PlacedText>& tags, Languages& languages) {
  for (const PlacedText& tag : tags) languages.insert(lower_case_tag(*tag.text));
}

/// The texts of [notices.*].
const TomlTable& texts_of(const TomlValue* notice) {
  return entries_of(notice && notice->table() ? find(*notice->table(), "text") : nullptr);
}

/// Where the notices of a pack are shown, and in which languages the site is.
class Translations {
 public:
  explicit Translations(const LintedPack& pack)
      : pack_(pack), notices_(entries_of(find(pack.document(), "notices"))) {
    for (const WrittenRule& rule : pack.rules) {
      add(rule.texts("when", "language"), site_);
      for (const auto& [action, key] : kInPages) {
        for (const PlacedText& name : rule.texts({action, key})) in_pages_[*name.text].push_back(&rule);
      }
      for (const auto& [action, key] : kInsteadOfPages) {
        for (const PlacedText& name : rule.texts({action, key})) instead_[*name.text].push_back(&rule);
      }
    }
    for (const auto& [name, rules] : in_pages_) {
      for (const TomlEntry& text : texts_of(find(notices_, name))) site_.insert(lower_case_tag(text.key));
    }
    add_tests();
  }

  void report() const {
    for (const TomlEntry& notice : notices_) {
      Languages needed = expected_.contains(notice.key) ? expected_.at(notice.key) : Languages();
      if (const auto shown = in_pages_.find(notice.key); shown != in_pages_.end()) {
        for (const WrittenRule* rule : shown->second) needed.merge(of_pages(*rule));
      }
      if (const auto shown = instead_.find(notice.key); shown != instead_.end()) {
        for (const WrittenRule* rule : shown->second) add(rule->texts("when", "reader_language"), needed);
      }
      look_at(notice, needed);
    }
  }

 private:
  /// A language that a test expects is one of the site, if the notice is shown in pages.
  void add_tests() {
    for (const TomlValue& test : items_of(find(pack_.document(), "tests"))) {
      const TomlValue* expect = test.table() ? find(*test.table(), "expect") : nullptr;
      const TomlValue* language = find(entries_of(expect), "language");
      const TomlValue* notices = find(entries_of(expect), "notices");
      if (!language || !language->string() || !notices) continue;
      for (const PlacedText& name : texts_in(*notices)) {
        expected_[*name.text].insert(lower_case_tag(*language->string()));
        if (in_pages_.contains(*name.text)) site_.insert(lower_case_tag(*language->string()));
      }
    }
  }

  /// The languages of pages on which the rule can show a notice: those that it names, or all of the site.
  Languages of_pages(const WrittenRule& rule) const {
    Languages needed;
    add(rule.texts("when", "language"), needed);
    if (needed.empty()) needed = site_;
    for (const PlacedText& not_in : rule.texts("unless", "language")) {
      std::erase_if(needed, [&](const std::string& tag) { return language_holds(*not_in.text, tag); });
    }
    return needed;
  }

  void look_at(const TomlEntry& notice, const Languages& needed) const {
    std::vector<std::string_view> there;
    for (const TomlEntry& text : texts_of(&notice.value)) there.emplace_back(text.key);
    Languages missing;
    for (const std::string& tag : needed) {
      if (best_language(tag, there) == there.size()) missing.insert(tag);
    }
    if (missing.empty() || there.empty()) return;
    std::string all;
    for (const std::string& tag : missing) all += (all.empty() ? "" : ", ") + in_quotes(tag);
    pack_.problems.add(Code::missing_translation, notice.key_place,
                       "this notice has no text in " + all +
                           ", a language that the pack knows; there it is in " + in_quotes(there.front()),
                       "add a line to [notices." + notice.key + ".text]: " + *missing.begin() + " = \"...\"");
  }

  const LintedPack& pack_;
  const TomlTable& notices_;
  Languages site_;
  std::map<std::string, std::vector<const WrittenRule*>> in_pages_;
  std::map<std::string, std::vector<const WrittenRule*>> instead_;
  std::map<std::string, Languages> expected_;  ///< by tests
};

}  // namespace

void lint_translations(const LintedPack& pack) {
  if (!pack.head().retired()) Translations(pack).report();
}

}  // namespace caveat::rules
