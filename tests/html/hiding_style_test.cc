#include "html/hiding_style.h"

#include <gtest/gtest.h>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

const char* const kHiding[] = {
    "display:none",
    "color:red; DISPLAY : None",
    "display/**/:none",
    "display:/* ; */none!important",
    "display:none ! important ;",
    "d\\69splay:none",
    "d\\000069 splay:n\\6fne",
    "d\\isplay:none",
    "background:url(a;b);display:none",
    "content:';';display:none",
    "nonsense;display:none",
    "visibility:hidden",
    "visibility:collapse",
    "content-visibility:hidden",
    "opacity:0",
    "opacity:0.0",
    "opacity:.01",
    "opacity:5%",
    "-webkit-opacity:0",
    "filter:blur(1px) opacity(0)",
    "font-size:0",
    "font-size:0px",
    "font-size:1px",
    "font-size:0.01em",
    "font:0/0 a",
    "font:bold 0px/1 serif",
    "position:absolute;left:-9999px",
    "position:absolute;top:-999em",
    "position:fixed;right:-100vw",
    "inset:0 auto auto -9999px",
    "text-indent:-9999px",
    "text-indent:100%;text-indent:-99999em",
    "margin-left:-10000px",
    "clip:rect(0 0 0 0)",
    "clip:rect(1px,1px,1px,1px)",
    "clip-path:inset(50%)",
    "-webkit-clip-path:circle(0)",
    "clip-path:polygon(0 0, 0 0)",
    "transform:scale(0)",
    "transform:rotate(3deg) scaleY(0)",
    "-ms-transform:scale3d(0,1,1)",
    "transform:translateX(-9999px)",
    "transform:matrix(0,0,0,0,0,0)",
    "scale:0",
    "height:0;overflow:hidden",
    "overflow:hidden;max-height:0px",
    "width:1px;height:1px;overflow-y:hidden",
    "height:0;overflow:auto",
    "-webkit-text-fill-color:transparent",
    "display:none;display:block",
};

const char* const kShowing[] = {
    "",
    "display:block",
    "display:inline-block;visibility:visible",
    "no/**/display:none",
    "display:no/**/ne",
    "content:'display:none'",
    "background:url(x;display:none)",
    "/* display:none */",
    "--display:none",
    "opacity:1",
    "opacity:.9",
    "opacity:100%",
    "font-size:14px",
    "font-size:80%",
    "font:400 14px/1.5 serif",
    "position:relative;left:-15px",
    "left:50%;margin-left:-960px",
    "transform:translate(-50%,-50%) scale(1.1)",
    "transform:translate3d(0,0,0)",
    "transform:matrix(1,0,0,1,0,0)",
    "clip:auto",
    "clip-path:inset(0)",
    "height:0",
    "height:100%;overflow:hidden",
    "max-width:1200px;overflow:hidden",
    "line-height:1;overflow:hidden",
    "width:100%;min-height:0;overflow:hidden",
    "margin:0 -15px",
    "z-index:9999;top:0",
    "color:transparent",
};

TEST(HidingStyle, SeesThroughHowItIsWritten) {
  for (const char* style : kHiding) EXPECT_TRUE(style_hides(style)) << style;
}

TEST(HidingStyle, LeavesWhatABrowserShows) {
  for (const char* style : kShowing) EXPECT_FALSE(style_hides(style)) << style;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
