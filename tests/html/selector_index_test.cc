// A selector is found by an index of what an element must have; `:not(:not(...))` around it is in no index,
// and has to match the same elements.
#include <gtest/gtest.h>

#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

constexpr const char* kCompounds[] = {"p",
                                      "x-card",
                                      "#main",
                                      ".share",
                                      ".a.share",
                                      "p.share",
                                      "[hidden]",
                                      "[data-x]",
                                      "[class~=share]",
                                      "[class=\"share big\"]",
                                      "[class*=har]",
                                      "[class*=share]",
                                      "[class*=\"HARE\" i]",
                                      "[class^=shar]",
                                      "[class$=\"big\"]",
                                      "[href*=\"facebook.com/sharer\"]",
                                      "[href^=\"https://\"]",
                                      "[href$=\"#share\"]",
                                      "[lang|=en]",
                                      "[href=\"#\"]",
                                      ":is(.share, #main)",
                                      ":is(p, .share)",
                                      ":where([data-x], x-card)",
                                      "p:not(.share)",
                                      "[data-x=\"\"]"};

constexpr const char* kPage =
    "<div id=main class='share big'><p class=share>1</p><P CLASS=\"a share\">2</P><p class='a  "
    "share\tbig'>3</p>"
    "<p class=sh&#97;re>4</p><p class=SHARE>5</p><p class=shares>6</p><x-card data-x>7</x-card>"
    "<X-CARD DATA-X=1 class='0123456789012345 share'>8</X-CARD><a "
    "href='https://facebook.com/sharer?u=1'>9</a>"
    "<a href='https://Facebook.com/sharer'>10</a><a href='https://facebook&period;com/sharer&amp;x'>11</a>"
    "<a href=/a#share lang=en-GB hidden>12</a><a href=# lang=en>13</a><p id=main2 class=''>14</p><p "
    "class>15</p>"
    "<b class=x class=share>16</b><p\fclass=share>17</p></div>";

std::string marked(const std::string& selector) {
  ProgramBuilder builder;
  builder.attributes({.owner = 0, .selector = tests::selector(selector), .set = {{"m", "1"}}, .remove = {}});
  return tests::rewrite(kPage, builder.build()).html;
}

TEST(SelectorIndex, FindsWhatASearchWithoutItFinds) {
  for (const char* compound : kCompounds) {
    EXPECT_EQ(marked(compound), marked(":not(:not(" + std::string(compound) + "))")) << compound;
  }
}

TEST(SelectorIndex, EveryCompoundOfTheTableMatchesSomethingAndNotEverything) {
  for (const char* compound : kCompounds) {
    EXPECT_NE(marked(compound), kPage) << compound;
    EXPECT_NE(marked(compound), marked("*")) << compound;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
