// What rules did to a page, place by place, and copies of the page on which the places are marked.
#pragma once

#include <boost/json.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "studio/served_page.h"

namespace caveat::studio {

/// For eyes only: copies bear ids and a style that the page does not have. UTF-8 or another charset whose
/// markup is ASCII.
struct MarkedCopy {
  std::string bytes;
  std::string charset;
  bool is_text = false;  ///< nobody knows what a browser would read in it: to be shown as text
};

struct MarkedPages {
  /// Each {id, kind, pack, rule, file, line, text, place, count, anchor, badge, in_head, before_offset};
  /// `kind` is "insert", "remove", "disable", "replace", "label", "withhold", "attribute", "header", "block"
  /// or "acknowledge". The place has the id `anchor` in the copies, as far as it can be shown in them (not if
  /// it is `in_head`), and shows `badge`; the page cannot know either.
  boost::json::array marks;
  MarkedCopy original;
  MarkedCopy served;
};

/// Pure. `served` is what `serve_page` made of `original`; who wrote the page does not know `secret`.
MarkedPages mark_pages(const std::shared_ptr<const rules::RuleSet>& rules, const rules::Facts& facts,
                       const SiteResponse& original, const ServedPage& served, std::string_view secret);

}  // namespace caveat::studio
