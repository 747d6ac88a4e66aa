#include "html/compiled_selectors.h"

#include <algorithm>
#include <cstring>

#include "html/token.h"

namespace caveat::html {

namespace {

/// The bytes as they are, or in lower case.
template <typename Word, bool caseless>
std::uint64_t load(const char* bytes) {
  Word word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return caseless ? ascii_lower_eight(word) : word;
}

template <bool caseless>
std::uint64_t key_of(std::string_view text) {
  const std::size_t size = text.size();
  const char* const begin = text.data();
  const char* const end = begin + size;
  std::uint64_t ends = 0;
  if (size >= 8) {
    ends = load<std::uint64_t, caseless>(begin) ^ mixed_key(load<std::uint64_t, caseless>(end - 8));
  } else if (size >= 4) {
    ends = load<std::uint32_t, caseless>(begin) | (load<std::uint32_t, caseless>(end - 4) << 32);
  } else if (size > 0) {
    ends = load<std::uint8_t, caseless>(begin) | (load<std::uint8_t, caseless>(begin + size / 2) << 8) |
           (load<std::uint8_t, caseless>(end - 1) << 16);
  }
  return (ends ^ (std::uint64_t{size} << 56)) | 1;  // 0 is no key
}

}  // namespace

std::uint64_t CompiledSelectors::value_key(std::string_view text) {
  return key_of<false>(text);
}

std::uint64_t CompiledSelectors::caseless_value_key(std::string_view text) {
  return key_of<true>(text);
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
      if (i > 0) step.combinator = selector.combinators[i - 1];
      if (i + 1 == selector.compounds.size()) {
        step.target = target;
      } else {
        previous_bit = step.sets_bit = bit_count_++;
      }
      note_counting(compound);
      index(step, compound);
    }
  }
}

/// By what fewest elements have.
void CompiledSelectors::index(const SelectorStep& step, const Compound& compound) {
  if (!compound.id.empty()) {
    AttributeSteps& steps = steps_for("id", compound.id);
    steps.values[value_key(compound.id)].push_back(step);
    steps.quirks_values[caseless_value_key(compound.id)].push_back(step);
    steps.value_filter.add(compound.id);
    steps.asks_for_value = true;
    return;
  }
  if (!compound.classes.empty()) {
    AttributeSteps& steps = steps_for("class", compound.classes.front());
    steps.words[value_key(compound.classes.front())].push_back(step);
    steps.quirks_words[caseless_value_key(compound.classes.front())].push_back(step);
    steps.word_filter.add(compound.classes.front());
    steps.asks_for_value = true;
    return;
  }
  if (!compound.attributes.empty()) {
    index_by_attribute(step, compound.attributes.front());
    return;
  }
  if (!compound.tag.empty()) {
    const TagName name = compound.tag_name;
    Steps& steps =
        name.tag == Tag::unknown ? by_unknown_tag_[name.key] : by_tag_[static_cast<std::size_t>(name.tag)];
    steps.push_back(step);
    return;
  }
  const auto positive = std::ranges::find(compound.alternatives, false, &AlternativesCondition::negated);
  if (positive == compound.alternatives.end()) {
    universal_.push_back(step);
    return;
  }
  for (const Compound& alternative : *positive->alternatives) index(step, alternative);
}

AttributeSteps& CompiledSelectors::steps_for(std::string_view name, std::string_view value) {
  const std::uint64_t key = name_key(name);
  attribute_bits_ |= AttributeName::bit_of(key);
  AttributeSteps& steps = by_attribute_[key];
  steps.name = name;
  steps.asks_for_ampersand = steps.asks_for_ampersand || value.find('&') != std::string_view::npos;
  return steps;
}

void CompiledSelectors::index_by_attribute(const SelectorStep& step, const AttributeCondition& condition) {
  const std::string_view value = condition.value;
  AttributeSteps& steps = steps_for(condition.name, value);
  const bool by_key = !condition.ignore_case &&
                      (condition.op == AttributeOperator::word || condition.op == AttributeOperator::equals);
  if (condition.op == AttributeOperator::exists || (value.empty() && !by_key)) {
    steps.any_value.push_back(step);
    return;
  }
  steps.asks_for_value = true;
  if (by_key) {
    const bool is_word = condition.op == AttributeOperator::word;
    (is_word ? steps.words : steps.values)[value_key(value)].push_back(step);
    (is_word ? steps.word_filter : steps.value_filter).add(value);
    return;
  }
  // Whatever else is asked of a value, it contains this. The first four bytes of an address say nothing, but
  // those of something short do, and save a search.
  const bool begins = condition.op != AttributeOperator::suffix &&
                      condition.op != AttributeOperator::substring && condition.op != AttributeOperator::word;
  const bool ends = condition.op == AttributeOperator::suffix;
  const bool has_short_window =
      value.size() >= SubstringFilter::kWindow && value.size() < SubstringFilter::kWholeStride;
  if (begins && has_short_window) {
    steps.beginnings[SubstringFilter::window_at(value.data())].push_back(step);
  } else if (ends && has_short_window) {
    const char* const last = value.data() + value.size() - SubstringFilter::kWindow;
    steps.endings[SubstringFilter::window_at(last)].push_back(step);
  } else {
    steps.substrings.add(value, static_cast<std::uint32_t>(steps.by_substring.size()));
    steps.by_substring.push_back(step);
  }
}

bool AttributeSteps::matches_empty_value() const {
  return !any_value.empty() || values.find(CompiledSelectors::value_key({})) != nullptr;
}

void CompiledSelectors::note_counting(const Compound& compound) {
  counts_children_ = counts_children_ || !compound.nths.empty();
  for (const AlternativesCondition& condition : compound.alternatives) {
    for (const Compound& alternative : *condition.alternatives) note_counting(alternative);
  }
}

}  // namespace caveat::html
