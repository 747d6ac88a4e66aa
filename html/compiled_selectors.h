// All selectors of a Program, indexed by what an element must have to match at all.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "html/keyed_table.h"
#include "html/selector.h"
#include "html/substring_filter.h"
#include "html/tag.h"
#include "html/word_filter.h"

namespace caveat::html {

/// One compound of one selector. Matching it either sets a bit that later compounds ask for, or is a match.
struct SelectorStep {
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  const Compound* compound = nullptr;
  std::uint32_t requires_bit = kNone;  ///< of the compound before it
  Combinator combinator = Combinator::descendant;
  std::uint32_t sets_bit = kNone;
  std::uint32_t target = kNone;  ///< what matches, if this is the subject
};

/// The steps that ask for one attribute, by what its value must be.
struct AttributeSteps {
  using Steps = std::vector<SelectorStep>;
  std::string name;              ///< of the attribute
  Steps any_value;               ///< tried on every element that has the attribute
  KeyedTable<Steps> words;       ///< by value_key of one of its words
  KeyedTable<Steps> values;      ///< by value_key of all of it
  KeyedTable<Steps> beginnings;  ///< by SubstringFilter's window at its beginning
  KeyedTable<Steps> endings;     ///< by the one at its end
  SubstringFilter substrings;    ///< numbers are indices of `by_substring`
  Steps by_substring;
  KeyedTable<Steps> quirks_words;   ///< by caseless_value_key: classes, once more, for pages in quirks mode
  KeyedTable<Steps> quirks_values;  ///< the same of ids
  bool asks_for_value = false;      ///< whether there is any but `any_value`
  bool asks_for_ampersand = false;  ///< whether there is one in any of the values asked for
  WordFilter word_filter;           ///< all of `words`, in any case
  WordFilter value_filter;          ///< all of `values`, in any case

  /// Whether an attribute that is empty, or has no value, may match.
  bool matches_empty_value() const;
};

/// Immutable once built. Targets are numbers that the Program gives meaning to.
class CompiledSelectors {
 public:
  void add(const SelectorList& list, std::uint32_t target);

  using Steps = AttributeSteps::Steps;
  const Steps& universal() const { return universal_; }
  /// Null if there are none.
  const Steps* with_tag(TagName name) const {
    if (name.tag == Tag::unknown) return by_unknown_tag_.find(name.key);
    const Steps& steps = by_tag_[static_cast<std::size_t>(name.tag)];
    return steps.empty() ? nullptr : &steps;
  }
  const AttributeSteps* with_attribute(std::uint64_t name_key) const { return by_attribute_.find(name_key); }
  const std::vector<AttributeSteps>& attributes() const { return by_attribute_.values(); }
  bool has_unknown_tags() const { return !by_unknown_tag_.empty(); }
  /// AttributeName::bit_of of every attribute that `with_attribute` has steps for.
  std::uint64_t attribute_bits() const { return attribute_bits_; }

  /// Of a value or of a word, case and all. Different texts may share one.
  static std::uint64_t value_key(std::string_view text);
  /// The same for texts that differ in ASCII case only.
  static std::uint64_t caseless_value_key(std::string_view text);

  /// How many bits each open element needs.
  std::uint32_t bit_count() const { return bit_count_; }
  /// Whether the position among its siblings matters.
  bool counts_children() const { return counts_children_; }
  bool empty() const { return lists_.empty(); }

 private:
  void index(const SelectorStep& step, const Compound& compound);
  AttributeSteps& steps_for(std::string_view name, std::string_view value);
  void index_by_attribute(const SelectorStep& step, const AttributeCondition& condition);
  void note_counting(const Compound& compound);

  std::vector<SelectorList> lists_;  ///< keeps the compounds alive
  Steps universal_;
  std::array<Steps, 256> by_tag_;
  KeyedTable<Steps> by_unknown_tag_;
  KeyedTable<AttributeSteps> by_attribute_;
  std::uint64_t attribute_bits_ = 0;
  std::uint32_t bit_count_ = 0;
  bool counts_children_ = false;
};

}  // namespace caveat::html
