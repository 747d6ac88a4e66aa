// Finds in a page the mentions that a Rewriter has listed.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/rewriter.h"

namespace caveat::filter {

/// A Rewriter labels and withholds in the page as it is after all other edits, and without the labels that it
/// had: so places are found again by the text before them, in the order of the page.
class MentionPlaces {
 public:
  /// `found`: the notices, labels and reasons that the page had (ListedEdit::Kind::found). Views outlive it.
  MentionPlaces(std::string_view page, const std::vector<const html::ListedEdit*>& found);

  /// The offset in the page of the next mention; nullopt if it cannot be told.
  std::optional<std::size_t> next(const html::ListedEdit& mention);

  /// What was found right at `offset`; null if nothing was.
  const html::ListedEdit* found_at(std::size_t offset) const;

 private:
  std::size_t offset_in_page(std::size_t offset) const;

  std::string bare_;                                       ///< the page without what was found
  std::vector<std::pair<std::size_t, std::size_t>> gaps_;  ///< offset in bare_, bytes left out by then
  std::map<std::size_t, const html::ListedEdit*> found_;   ///< by offset in the page
  std::size_t cursor_ = 0;
};

}  // namespace caveat::filter
