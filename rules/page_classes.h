// Pages sorted into classes by what the rules of two sets say of sites and paths.
#pragma once

#include <compare>
#include <span>
#include <string>
#include <vector>

#include "rules/pack_text.h"

namespace caveat::rules {

/// A site and a path as rules write them, and a page that is both.
struct PageClass {
  std::string site_pattern;  ///< "*": every site
  std::string path_pattern;  ///< "/**": every page
  std::string site;
  std::string path;

  friend auto operator<=>(const PageClass&, const PageClass&) = default;
};

struct PageClasses {
  std::vector<PageClass> classes;
  /// Expressions ("re:...") for which no test of a pack has a page, so that nothing is known of them.
  std::vector<std::string> without_page;
};

/// Each site and path that a rule puts together, `unless.path` included.
PageClasses page_classes(std::span<const PackText> packs);

}  // namespace caveat::rules
