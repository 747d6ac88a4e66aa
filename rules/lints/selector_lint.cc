// Selectors that match nothing, or everything.
#include <algorithm>
#include <array>
#include <string>

#include "html/selector.h"
#include "rules/lints/html_elements.h"
#include "rules/lints/lints.h"
#include "rules/nearest_name.h"
#include "rules/place_text.h"

namespace caveat::rules {

namespace {

using html::AttributeOperator;
using html::ComplexSelector;
using html::Compound;

bool is_bare(const Compound& compound) {
  return compound.id.empty() && compound.classes.empty() && compound.attributes.empty() &&
         compound.nths.empty() && compound.alternatives.empty() && !compound.is_root;
}

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether the selector names the page, its article, or every element of a common kind.
bool takes_page(const ComplexSelector& selector) {
  constexpr auto kPage = std::to_array<std::string_view>({"html", "head", "body"});
  constexpr auto kCommon = std::to_array<std::string_view>({"", "article", "main", "section", "div", "p"});
  constexpr auto kAround = std::to_array<std::string_view>({"", "html", "body", "article", "main"});
  const Compound& subject = selector.compounds.back();
  if (is_one_of(subject.tag, kPage) || subject.is_root) return true;
  if (!is_bare(subject) || !is_one_of(subject.tag, kCommon)) return false;
  return std::all_of(selector.compounds.begin(), selector.compounds.end() - 1, [&](const Compound& compound) {
    return is_bare(compound) && is_one_of(compound.tag, kAround);
  });
}

bool can_never_hold(const html::AttributeCondition& condition) {
  switch (condition.op) {
    case AttributeOperator::word:
      return condition.value.empty() || condition.value.find_first_of(" \t\n\f\r") != std::string::npos;
    case AttributeOperator::prefix:
    case AttributeOperator::suffix:
    case AttributeOperator::substring:
      return condition.value.empty();
    default:
      return false;
  }
}

/// `:not(*)`, and `p:not(p)`.
bool excludes_itself(const Compound& compound) {
  return std::any_of(compound.alternatives.begin(), compound.alternatives.end(), [&](const auto& condition) {
    return condition.negated && std::any_of(condition.alternatives->begin(), condition.alternatives->end(),
                                            [&](const Compound& one) {
                                              return is_bare(one) &&
                                                     (one.tag.empty() || one.tag == compound.tag);
                                            });
  });
}

bool never_matches(const ComplexSelector& selector) {
  for (std::size_t i = 0; i < selector.compounds.size(); ++i) {
    const Compound& compound = selector.compounds[i];
    const bool holds_others = i + 1 < selector.compounds.size();
    if (holds_others && is_void_element(compound.tag)) return true;
    if (compound.is_root && (i > 0 || (!compound.tag.empty() && compound.tag != "html"))) return true;
    if (excludes_itself(compound)) return true;
    if (std::any_of(compound.attributes.begin(), compound.attributes.end(), can_never_hold)) return true;
    const bool counts_none =
        std::any_of(compound.nths.begin(), compound.nths.end(),
                    [](const html::NthCondition& nth) { return nth.step <= 0 && nth.offset <= 0; });
    if (counts_none) return true;
  }
  return false;
}

/// Where in a selector a name stands as that of an element, or npos.
std::size_t find_element(std::string_view text, std::string_view name) {
  constexpr std::string_view kBefore = " \t\n>,(";
  constexpr std::string_view kAfter = " \t\n>,):.#[";
  for (std::size_t at = 0; at + name.size() <= text.size(); ++at) {
    const std::size_t end = at + name.size();
    const bool same = std::equal(name.begin(), name.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                                 [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
    const bool begins = at == 0 || kBefore.find(text[at - 1]) != std::string_view::npos;
    const bool ends = end == text.size() || kAfter.find(text[end]) != std::string_view::npos;
    if (same && begins && ends) return at;
  }
  return std::string_view::npos;
}

class SelectorLint {
 public:
  explicit SelectorLint(const LintedPack& pack) : pack_(pack) {}

  void look(const WrittenRule& rule) {
    for (const std::string_view action : {"remove", "replace", "withhold", "disable"}) {
      for (const PlacedText& text : rule.texts({action, "elements"})) {
        if (look_at(text, 0) && action != "disable") look_at_extent(action, text);
      }
    }
    for (const std::string_view group : {"when", "unless"}) {
      for (const PlacedText& text : rule.texts(group, "page_has")) look_at(text, 0);
    }
    for (const PlacedText& text : rule.texts({"insert", "at"})) look_at_place(text);
    const TomlValue* attributes = rule.value({"attributes"});
    for (const TomlEntry& entry : entries_of(attributes)) {
      const TomlValue key{entry.key, entry.key_place};
      look_at({&entry.key, &key}, 0);
    }
  }

  void look_at_test(const TomlTable& test) {
    const TomlValue* expect = find(test, "expect");
    for (const std::string_view key : {"absent", "present"}) {
      const TomlValue* list = expect && expect->table() ? find(*expect->table(), key) : nullptr;
      for (const PlacedText& text : list ? texts_in(*list) : std::vector<PlacedText>()) look_at(text, 0);
    }
  }

 private:
  void look_at_place(const PlacedText& text) {
    for (const PositionWords& position : position_words()) {
      if (text.text->starts_with(position.words)) {
        look_at(text, std::min(position.words.size() + 1, text.text->size()));
        return;
      }
    }
  }

  /// False after a warning.
  bool look_at(const PlacedText& text, std::size_t offset) {
    const std::string_view written = std::string_view(*text.text).substr(offset);
    const auto parsed = html::SelectorList::parse(written);
    if (!parsed) return true;
    for (const ComplexSelector& selector : parsed->selectors()) {
      for (const Compound& compound : selector.compounds) {
        if (!compound.tag.empty() && !is_element_name(compound.tag)) {
          report_element(text, offset, compound.tag);
          return false;
        }
      }
      if (!never_matches(selector)) continue;
      pack_.problems.add(Code::selector_never_matches, text.value->place,
                         parsed->selectors().size() > 1
                             ? "a part of this selector matches nothing on any page"
                             : "this selector matches nothing on any page");
      return false;
    }
    return true;
  }

  void report_element(const PlacedText& text, std::size_t offset, const std::string& tag) {
    const std::size_t at = find_element(std::string_view(*text.text).substr(offset), tag);
    const SourcePlace place = at == std::string_view::npos
                                  ? text.value->place
                                  : pack_.problems.within(*text.value, offset + at, tag.size());
    const std::string near = did_you_mean(tag, html_element_names());
    pack_.problems.add(Code::unknown_element, place, in_quotes(tag) + " is no element of HTML",
                       "a class is written " + in_quotes("." + tag) + ", an id " + in_quotes("#" + tag) +
                           (near.empty() ? "" : "; " + near));
  }

  void look_at_extent(std::string_view action, const PlacedText& text) {
    const auto parsed = html::SelectorList::parse(*text.text);
    if (!parsed || std::none_of(parsed->selectors().begin(), parsed->selectors().end(), takes_page)) return;
    pack_.problems.add(Code::page_taken_out, text.value->place,
                       in_quotes(action) + " with this selector takes the page's text out, too",
                       "name the part that is to go, like \".share-buttons\"");
  }

  const LintedPack& pack_;
};

}  // namespace

void lint_selectors(const LintedPack& pack) {
  SelectorLint lint(pack);
  for (const WrittenRule& rule : pack.rules) lint.look(rule);
  const TomlValue* tests = find(pack.document(), "tests");
  for (const TomlValue& test : items_of(tests)) {
    if (test.table()) lint.look_at_test(*test.table());
  }
}

}  // namespace caveat::rules
