// Which selectors the innermost open element matches.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "html/compiled_selectors.h"
#include "html/latest_attribute.h"
#include "html/open_elements.h"
#include "html/token.h"

namespace caveat::html {

/// Follows the stack of open elements of one page. `selectors` must outlive it.
class SelectorMatcher {
 public:
  explicit SelectorMatcher(const CompiledSelectors& selectors);

  /// After an element was pushed: the targets it matches, each once, in no order; valid until the next call.
  /// In quirks mode, classes and ids match without regard to ASCII case.
  std::span<const std::uint32_t> opened(const OpenElements& elements, const TagToken* token,
                                        bool quirks_mode);
  /// What a start tag means whatever it stands in.
  struct Concern {
    bool may_match = false;           ///< or it may go on with a match that something around it has begun
    std::vector<std::uint32_t> bits;  ///< of the matches that it begins, for `mark`
  };
  /// Only where nothing counts, and no selector is for every element. Targets from `targets_end` on are of no
  /// interest.
  static Concern concern(const CompiledSelectors& selectors, const TagToken& token, bool quirks_mode,
                         std::uint32_t targets_end);
  /// After an element was pushed that has a `concern`, and no match of its own.
  void mark(std::size_t element, std::span<const std::uint32_t> bits);
  /// An element of that name, which stood at `index`, is taken out of the page: its later siblings are
  /// counted as if it had never been, as they will be when the edited page is read again.
  void uncount(std::size_t index, TagName name);
  /// Before the element at `index` is taken from the stack.
  void closing(std::size_t index);

 private:
  struct Siblings {
    int children = 0;
    std::vector<std::pair<std::uint64_t, int>> by_name;

    /// How many of that name there have been.
    int& of_type(std::uint64_t name);
  };
  /// Among its siblings, 1-based; 0 where nothing counts.
  struct Place {
    int position = 0;
    int position_of_type = 0;
  };
  /// The element at hand.
  struct Subject {
    TagName name;
    LatestAttribute attributes;  ///< none if it is implied
    bool is_root;
    bool quirks_mode;
    Place place;
  };

  void try_step(const SelectorStep& step, const Subject& subject);
  static bool matches(const Compound& compound, const Subject& subject);
  Place count(TagName name);
  bool has_required_bit(const SelectorStep& step) const;
  void set_bit(std::uint32_t number);

  const CompiledSelectors* selectors_;   ///< never null
  std::size_t words_;                    ///< of one set of bits
  std::vector<std::size_t> bit_levels_;  ///< the elements that have bits of their own, outermost first
  std::vector<std::uint64_t> bits_;      ///< for each of them: its own, then those with its ancestors'
  std::size_t levels_around_ = 0;        ///< of bit_levels_, those of the subject's ancestors
  std::size_t subject_element_ = 0;
  std::vector<Siblings> children_;  ///< for each element, if anything counts; [0] belongs to the document
  std::vector<std::uint32_t> matched_;
};

}  // namespace caveat::html
