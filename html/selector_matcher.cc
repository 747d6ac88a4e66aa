#include "html/selector_matcher.h"

#include <algorithm>

#include "html/ascii.h"
#include "html/attribute_value.h"
#include "html/byte_block.h"
#include "html/caseless_search.h"

namespace caveat::html {
namespace {

constexpr AttributeName kId = AttributeName("id");
constexpr AttributeName kClass = AttributeName("class");

bool same(std::string_view a, std::string_view b, bool ignore_case) {
  return ignore_case ? equal_ignoring_ascii_case(a, b) : a == b;
}

bool contains(std::string_view text, std::string_view part, bool ignore_case) {
  return ignore_case ? contains_ignoring_ascii_case(text, part) : text.find(part) != std::string_view::npos;
}

std::size_t find_space(std::string_view list, std::size_t from) {
  for (; from + ByteBlock::kSize <= list.size(); from += ByteBlock::kSize) {
    const ByteBlock::Matches found = ByteBlock(list.data() + from).up_to_space();
    if (!found.any()) continue;
    from += found.first();
    if (is_ascii_space(list[from])) return from;
    from -= ByteBlock::kSize - 1;
  }
  while (from < list.size() && !is_ascii_space(list[from])) ++from;
  return from;
}

/// Calls `visit` with each word of a white-space separated list until it says true; says whether it did.
template <typename Visit>
bool any_word(std::string_view list, Visit visit) {
  std::size_t at = 0;
  while (at < list.size()) {
    while (at < list.size() && is_ascii_space(list[at])) ++at;
    const std::size_t begin = at;
    at = find_space(list, at);
    if (at > begin && visit(list.substr(begin, at - begin))) return true;
  }
  return false;
}

bool has_word(std::string_view value, std::string_view wanted, bool ignore_case) {
  return any_word(value, [&](std::string_view word) { return same(word, wanted, ignore_case); });
}

/// Selectors Level 4, section 6: an empty value matches nothing but `=` and `|=`.
bool matches_value(const AttributeCondition& condition, std::string_view value) {
  const std::string_view wanted = condition.value;
  const bool ignore_case = condition.ignore_case;
  switch (condition.op) {
    case AttributeOperator::exists:
      return true;
    case AttributeOperator::equals:
      return same(value, wanted, ignore_case);
    case AttributeOperator::word:
      return has_word(value, wanted, ignore_case);
    case AttributeOperator::dash:
      return same(value.substr(0, wanted.size()), wanted, ignore_case) &&
             (value.size() == wanted.size() || (value.size() > wanted.size() && value[wanted.size()] == '-'));
    case AttributeOperator::prefix:
      return !wanted.empty() && same(value.substr(0, wanted.size()), wanted, ignore_case);
    case AttributeOperator::suffix:
      return !wanted.empty() && value.size() >= wanted.size() &&
             same(value.substr(value.size() - wanted.size()), wanted, ignore_case);
    case AttributeOperator::substring:
      return !wanted.empty() && contains(value, wanted, ignore_case);
  }
  return false;
}

/// Whether `position` is step * n + offset for some n >= 0.
bool matches_nth(const NthCondition& nth, int position) {
  const int difference = position - nth.offset;
  if (nth.step == 0) return difference == 0;
  return difference % nth.step == 0 && difference / nth.step >= 0;
}

using Steps = CompiledSelectors::Steps;

template <typename Visit>
void visit_steps(const Steps* steps, const Visit& visit) {
  if (steps == nullptr) return;
  for (const SelectorStep& step : *steps) visit(step);
}

/// What has the very case has been found already; to visit it again does no harm.
template <typename Visit>
void visit_value_in_quirks(const AttributeSteps& steps, std::string_view value, const Visit& visit) {
  if (!steps.quirks_values.empty()) {
    visit_steps(steps.quirks_values.find(CompiledSelectors::caseless_value_key(value)), visit);
  }
  if (steps.quirks_words.empty()) return;
  any_word(value, [&](std::string_view word) {
    visit_steps(steps.quirks_words.find(CompiledSelectors::caseless_value_key(word)), visit);
    return false;
  });
}

template <typename Visit>
void visit_value(const AttributeSteps& steps, std::string_view value, bool quirks_mode, const Visit& visit) {
  if (!steps.values.empty()) visit_steps(steps.values.find(CompiledSelectors::value_key(value)), visit);
  if (!steps.words.empty()) {
    any_word(value, [&](std::string_view word) {
      visit_steps(steps.words.find(CompiledSelectors::value_key(word)), visit);
      return false;
    });
  }
  if (quirks_mode) visit_value_in_quirks(steps, value, visit);
  const bool has_window = value.size() >= SubstringFilter::kWindow;
  if (has_window && !steps.beginnings.empty()) {
    visit_steps(steps.beginnings.find(SubstringFilter::window_at(value.data())), visit);
  }
  if (has_window && !steps.endings.empty()) {
    const char* const last = value.data() + value.size() - SubstringFilter::kWindow;
    visit_steps(steps.endings.find(SubstringFilter::window_at(last)), visit);
  }
  steps.substrings.any_contained(value, [&](std::uint32_t number) {
    visit(steps.by_substring[number]);
    return false;
  });
}

/// The steps that the attributes of a start tag may fulfil.
template <typename Visit>
void visit_attributes(const CompiledSelectors& selectors, const TagToken& token, bool quirks_mode,
                      const Visit& visit) {
  const AttributeList& attributes = token.attributes;
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    const std::uint64_t key = attributes.spans()[i].key;
    if ((AttributeName::bit_of(key) & selectors.attribute_bits()) == 0) continue;
    const AttributeSteps* steps = selectors.with_attribute(key);
    if (steps == nullptr) continue;
    visit_steps(&steps->any_value, visit);
    if (!steps->asks_for_value) continue;
    const AttributeValue value(attributes[i].value);
    visit_value(*steps, value.view(), quirks_mode, visit);
  }
}

}  // namespace

SelectorMatcher::SelectorMatcher(const CompiledSelectors& selectors)
    : selectors_(&selectors), words_((selectors.bit_count() + 63) / 64) {
  if (selectors_->counts_children()) children_.emplace_back();
}

std::span<const std::uint32_t> SelectorMatcher::opened(const OpenElements& elements, const TagToken* token,
                                                       bool quirks_mode) {
  matched_.clear();
  const CompiledSelectors::Steps* by_tag = selectors_->with_tag(elements.current().name);
  const bool by_attribute = token != nullptr && (token->attribute_bits & selectors_->attribute_bits()) != 0;
  const bool concerned = by_tag != nullptr || by_attribute || !selectors_->universal().empty();
  if (!concerned && !selectors_->counts_children()) return matched_;
  subject_element_ = elements.size() - 1;
  levels_around_ = bit_levels_.size();
  const TagName name = elements.current().name;
  const Subject subject{.name = name,
                        .attributes = LatestAttribute(token),
                        .is_root = elements.size() == 1,
                        .quirks_mode = quirks_mode,
                        .place = count(name)};
  const auto visit = [&](const SelectorStep& step) { try_step(step, subject); };
  visit_steps(&selectors_->universal(), visit);
  visit_steps(by_tag, visit);
  if (by_attribute) visit_attributes(*selectors_, *token, quirks_mode, visit);
  if (matched_.size() > 1) {
    std::sort(matched_.begin(), matched_.end());
    matched_.erase(std::unique(matched_.begin(), matched_.end()), matched_.end());
  }
  return matched_;
}

SelectorMatcher::Concern SelectorMatcher::concern(const CompiledSelectors& selectors, const TagToken& token,
                                                  bool quirks_mode, std::uint32_t targets_end) {
  const Subject subject{.name = token.name,
                        .attributes = LatestAttribute(&token),
                        .is_root = false,
                        .quirks_mode = quirks_mode,
                        .place = {}};
  Concern concern;
  const auto visit = [&](const SelectorStep& step) {
    const bool is_wanted = step.target < targets_end || step.sets_bit != SelectorStep::kNone;
    if (concern.may_match || !is_wanted || !matches(*step.compound, subject)) return;
    const bool begins = step.target == SelectorStep::kNone && step.requires_bit == SelectorStep::kNone;
    if (begins) {
      concern.bits.push_back(step.sets_bit);
    } else {
      concern.may_match = true;
    }
  };
  visit_steps(selectors.with_tag(token.name), visit);
  if ((token.attribute_bits & selectors.attribute_bits()) != 0) {
    visit_attributes(selectors, token, quirks_mode, visit);
  }
  return concern;
}

void SelectorMatcher::mark(std::size_t element, std::span<const std::uint32_t> bits) {
  levels_around_ = bit_levels_.size();
  subject_element_ = element;
  for (const std::uint32_t bit : bits) set_bit(bit);
}

int& SelectorMatcher::Siblings::of_type(std::uint64_t name) {
  for (auto& [of_name, count] : by_name) {
    if (of_name == name) return count;
  }
  return by_name.emplace_back(name, 0).second;
}

SelectorMatcher::Place SelectorMatcher::count(TagName name) {
  if (!selectors_->counts_children()) return {};
  Siblings& siblings = children_.back();
  const Place place{.position = ++siblings.children, .position_of_type = ++siblings.of_type(name.key)};
  children_.emplace_back();
  return place;
}

void SelectorMatcher::try_step(const SelectorStep& step, const Subject& subject) {
  if (step.requires_bit != SelectorStep::kNone && !has_required_bit(step)) return;
  if (!matches(*step.compound, subject)) return;
  if (step.target != SelectorStep::kNone) matched_.push_back(step.target);
  if (step.sets_bit != SelectorStep::kNone) set_bit(step.sets_bit);
}

bool SelectorMatcher::has_required_bit(const SelectorStep& step) const {
  if (levels_around_ == 0) return false;
  const std::size_t level = levels_around_ - 1;
  const bool of_parent = step.combinator == Combinator::child;
  if (of_parent && bit_levels_[level] + 1 != subject_element_) return false;
  const std::size_t set = (2 * level + (of_parent ? 0 : 1)) * words_;
  return (bits_[set + step.requires_bit / 64] >> (step.requires_bit % 64) & 1) != 0;
}

void SelectorMatcher::set_bit(std::uint32_t number) {
  if (bit_levels_.size() == levels_around_) {
    bit_levels_.push_back(subject_element_);
    const std::size_t old = bits_.size();
    bits_.resize(old + 2 * words_);
    if (old != 0) std::copy_n(&bits_[old - words_], words_, &bits_[old + words_]);
  }
  const std::size_t own = bits_.size() - 2 * words_;
  bits_[own + number / 64] |= std::uint64_t{1} << (number % 64);
  bits_[own + words_ + number / 64] |= std::uint64_t{1} << (number % 64);
}

bool SelectorMatcher::matches(const Compound& compound, const Subject& subject) {
  if (compound.tag_name.key != 0 && !(compound.tag_name == subject.name)) return false;
  if (compound.is_root && !subject.is_root) return false;
  if (!compound.id.empty()) {
    const auto id = subject.attributes.value(kId.key());
    if (!id || !same(*id, compound.id, subject.quirks_mode)) return false;
  }
  for (const std::string& name : compound.classes) {
    const auto classes = subject.attributes.value(kClass.key());
    if (!classes || !has_word(*classes, name, subject.quirks_mode)) return false;
  }
  for (const AttributeCondition& condition : compound.attributes) {
    const auto value = subject.attributes.value(condition.name_key);
    if (!value || !matches_value(condition, *value)) return false;
  }
  for (const NthCondition& nth : compound.nths) {
    if (!matches_nth(nth, nth.of_type ? subject.place.position_of_type : subject.place.position))
      return false;
  }
  return std::ranges::all_of(compound.alternatives, [&](const AlternativesCondition& condition) {
    return condition.negated !=
           std::ranges::any_of(*condition.alternatives,
                               [&](const Compound& alternative) { return matches(alternative, subject); });
  });
}

void SelectorMatcher::uncount(std::size_t index, TagName name) {
  if (!selectors_->counts_children()) return;
  Siblings& siblings = children_[index];
  --siblings.children;
  --siblings.of_type(name.key);
}

void SelectorMatcher::closing(std::size_t index) {
  for (std::size_t level = bit_levels_.size(); level-- > 0 && bit_levels_[level] >= index;) {
    if (bit_levels_[level] > index) {
      --bit_levels_[level];
      continue;
    }
    bit_levels_.erase(bit_levels_.begin() + static_cast<std::ptrdiff_t>(level));
    const auto begin = bits_.begin() + static_cast<std::ptrdiff_t>(level * 2 * words_);
    bits_.erase(begin, begin + static_cast<std::ptrdiff_t>(2 * words_));
  }
  // What was opened inside counts as the children of the element that stays.
  if (selectors_->counts_children())
    children_.erase(children_.begin() + static_cast<std::ptrdiff_t>(index) + 1);
}

}  // namespace caveat::html
