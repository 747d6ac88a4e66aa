// All selectors of a Program, indexed by what an element must have to match at all.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "html/selector.h"
#include "html/tag.h"

namespace caveat::html {

/// One compound of one selector. Matching it either sets a bit that later compounds ask for, or is a match.
struct SelectorStep {
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  const Compound* compound = nullptr;
  TagName tag;                         ///< of the compound; hash 0: any
  std::uint32_t requires_bit = kNone;  ///< of the compound before it
  Combinator combinator = Combinator::descendant;
  std::uint32_t sets_bit = kNone;
  std::uint32_t target = kNone;  ///< what matches, if this is the subject
};

/// Immutable once built. Targets are numbers that the Program gives meaning to.
class CompiledSelectors {
 public:
  void add(const SelectorList& list, std::uint32_t target);

  using Bucket = std::vector<SelectorStep>;
  const Bucket& universal() const { return universal_; }
  const Bucket* with_tag(TagName name) const { return find(by_tag_, name.hash); }
  const Bucket* with_id(std::string_view id) const { return find(by_id_, exact_hash(id)); }
  const Bucket* with_class(std::string_view name) const { return find(by_class_, exact_hash(name)); }
  const Bucket* with_attribute(std::string_view name) const { return find(by_attribute_, name_hash(name)); }

  bool has_id_steps() const { return !by_id_.empty(); }
  bool has_class_steps() const { return !by_class_.empty(); }
  bool has_attribute_steps() const { return !by_attribute_.empty(); }
  /// How many bits each open element needs.
  std::uint32_t bit_count() const { return bit_count_; }
  /// Whether the position among its siblings matters.
  bool counts_children() const { return counts_children_; }
  bool empty() const { return lists_.empty(); }

 private:
  using Index = std::unordered_map<std::uint64_t, Bucket>;

  static const Bucket* find(const Index& index, std::uint64_t key) {
    if (index.empty()) return nullptr;
    const auto found = index.find(key);
    return found == index.end() ? nullptr : &found->second;
  }
  static std::uint64_t exact_hash(std::string_view text);
  Bucket& bucket_for(const Compound& compound);
  void note_counting(const Compound& compound);

  std::vector<SelectorList> lists_;  ///< keeps the compounds alive
  Bucket universal_;
  Index by_tag_, by_id_, by_class_, by_attribute_;
  std::uint32_t bit_count_ = 0;
  bool counts_children_ = false;
};

}  // namespace caveat::html
