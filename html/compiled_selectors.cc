#include "html/compiled_selectors.h"

#include <functional>

namespace caveat::html {

std::uint64_t CompiledSelectors::exact_hash(std::string_view text) {
  return std::hash<std::string_view>()(text);
}

void CompiledSelectors::add(const SelectorList& list, std::uint32_t target) {
  lists_.push_back(list);
  for (const ComplexSelector& selector : list.selectors()) {
    std::uint32_t previous_bit = SelectorStep::kNone;
    for (std::size_t i = 0; i < selector.compounds.size(); ++i) {
      const Compound& compound = selector.compounds[i];
      SelectorStep step;
      step.compound = &compound;
      step.requires_bit = previous_bit;
      if (!compound.tag.empty()) step.tag = TagName::of(compound.tag);
      if (i > 0) step.combinator = selector.combinators[i - 1];
      if (i + 1 == selector.compounds.size()) {
        step.target = target;
      } else {
        previous_bit = step.sets_bit = bit_count_++;
      }
      note_counting(compound);
      bucket_for(compound).push_back(step);
    }
  }
}

/// By what fewest elements have.
CompiledSelectors::Bucket& CompiledSelectors::bucket_for(const Compound& compound) {
  if (!compound.id.empty()) return by_id_[exact_hash(compound.id)];
  if (!compound.classes.empty()) return by_class_[exact_hash(compound.classes.front())];
  if (!compound.attributes.empty()) return by_attribute_[name_hash(compound.attributes.front().name)];
  if (!compound.tag.empty()) return by_tag_[name_hash(compound.tag)];
  return universal_;
}

void CompiledSelectors::note_counting(const Compound& compound) {
  counts_children_ = counts_children_ || !compound.nths.empty();
  for (const AlternativesCondition& condition : compound.alternatives) {
    for (const Compound& alternative : condition.alternatives) note_counting(alternative);
  }
}

}  // namespace caveat::html
