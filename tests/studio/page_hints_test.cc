#include "studio/page_hints.h"

#include <gtest/gtest.h>

#include <vector>

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

struct Case {
  const char* name;
  const char* page;
  const char* quiet;
};

const std::vector<Case> kCases = {
    {"a link", "<head><link rel=preconnect href=//a.example>",
     "<head><link rel=nothing  rel=preconnect href=//a.example>"},
    {"in capitals, and with a line end", "<LINK\nREL=\"dns-prefetch\" href=x>",
     "<LINK rel=nothing \nREL=\"dns-prefetch\" href=x>"},
    {"with a slash for a space", "<link/rel=preconnect>", "<link rel=nothing /rel=preconnect>"},
    {"two of them", "<link a><link b>", "<link rel=nothing  a><link rel=nothing  b>"},
    {"in an attribute, which goes on behind it", "<p title=\"<link a>\">B",
     "<p title=\"<link rel=nothing  a>\">B"},
    {"frames", "<iframe src=x srcdoc=y><frame src=x>",
     "<iframe srcdoc src=about:blank  src=x srcdoc=y><frame src=about:blank  src=x>"},
    {"objects", "<object data=x><embed src=x>",
     "<object data=about:blank  data=x><embed src=about:blank  src=x>"},
    {"links that can be followed", "<a href=x>A</a><area href=x>",
     "<a target=_blank  href=x>A</a><area target=_blank  href=x>"},
    {"elements whose names begin so", "<linker rel=preconnect><links><article>",
     "<linker rel=preconnect><links><article>"},
    {"one that has no end", "<p>A<link", "<p>A<link"},
    {"a page without any", "<p>A < B</p>", "<p>A < B</p>"},
    {"nothing", "", ""},
};

TEST(PageHints, LeadNowhere) {
  for (const Case& c : kCases) EXPECT_EQ(without_connection_hints(c.page), c.quiet) << c.name;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
