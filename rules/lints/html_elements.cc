#include "rules/lints/html_elements.h"

#include <algorithm>
#include <array>
#include <string>

namespace caveat::rules {

namespace {

constexpr auto kHtml = std::to_array<std::string_view>(
    {"a",       "abbr",        "acronym",  "address",    "applet",   "area",
     "article", "aside",       "audio",    "b",          "base",     "basefont",
     "bdi",     "bdo",         "bgsound",  "big",        "blink",    "blockquote",
     "body",    "br",          "button",   "canvas",     "caption",  "center",
     "cite",    "code",        "col",      "colgroup",   "command",  "content",
     "data",    "datalist",    "dd",       "del",        "details",  "dfn",
     "dialog",  "dir",         "div",      "dl",         "dt",       "em",
     "embed",   "fencedframe", "fieldset", "figcaption", "figure",   "font",
     "footer",  "form",        "frame",    "frameset",   "h1",       "h2",
     "h3",      "h4",          "h5",       "h6",         "head",     "header",
     "hgroup",  "hr",          "html",     "i",          "iframe",   "image",
     "img",     "input",       "ins",      "isindex",    "kbd",      "keygen",
     "label",   "legend",      "li",       "link",       "listing",  "main",
     "map",     "mark",        "marquee",  "math",       "menu",     "menuitem",
     "meta",    "meter",       "model",    "multicol",   "nav",      "nextid",
     "nobr",    "noembed",     "noframes", "noindex",    "noscript", "object",
     "ol",      "optgroup",    "option",   "output",     "p",        "param",
     "picture", "plaintext",   "portal",   "pre",        "progress", "q",
     "rb",      "rp",          "rt",       "rtc",        "ruby",     "s",
     "samp",    "script",      "search",   "section",    "select",   "selectedcontent",
     "shadow",  "slot",        "small",    "source",     "spacer",   "span",
     "strike",  "strong",      "style",    "sub",        "summary",  "sup",
     "svg",     "table",       "tbody",    "td",         "template", "textarea",
     "tfoot",   "th",          "thead",    "time",       "title",    "tr",
     "track",   "tt",          "u",        "ul",         "var",      "video",
     "wbr",     "xmp"});

constexpr auto kForeign = std::to_array<std::string_view>({"animate",
                                                           "animatemotion",
                                                           "animatetransform",
                                                           "annotation",
                                                           "circle",
                                                           "clippath",
                                                           "defs",
                                                           "desc",
                                                           "ellipse",
                                                           "feblend",
                                                           "fecolormatrix",
                                                           "fecomponenttransfer",
                                                           "fecomposite",
                                                           "feconvolvematrix",
                                                           "fediffuselighting",
                                                           "fedisplacementmap",
                                                           "fedistantlight",
                                                           "fedropshadow",
                                                           "feflood",
                                                           "fefunca",
                                                           "fefuncb",
                                                           "fefuncg",
                                                           "fefuncr",
                                                           "fegaussianblur",
                                                           "feimage",
                                                           "femerge",
                                                           "femergenode",
                                                           "femorphology",
                                                           "feoffset",
                                                           "fepointlight",
                                                           "fespecularlighting",
                                                           "fespotlight",
                                                           "fetile",
                                                           "feturbulence",
                                                           "filter",
                                                           "foreignobject",
                                                           "g",
                                                           "line",
                                                           "lineargradient",
                                                           "maction",
                                                           "maligngroup",
                                                           "malignmark",
                                                           "marker",
                                                           "mask",
                                                           "menclose",
                                                           "merror",
                                                           "metadata",
                                                           "mfenced",
                                                           "mfrac",
                                                           "mglyph",
                                                           "mi",
                                                           "mmultiscripts",
                                                           "mn",
                                                           "mo",
                                                           "mover",
                                                           "mpadded",
                                                           "mpath",
                                                           "mphantom",
                                                           "mprescripts",
                                                           "mroot",
                                                           "mrow",
                                                           "ms",
                                                           "mspace",
                                                           "msqrt",
                                                           "mstyle",
                                                           "msub",
                                                           "msubsup",
                                                           "msup",
                                                           "mtable",
                                                           "mtd",
                                                           "mtext",
                                                           "mtr",
                                                           "munder",
                                                           "munderover",
                                                           "none",
                                                           "path",
                                                           "pattern",
                                                           "polygon",
                                                           "polyline",
                                                           "radialgradient",
                                                           "rect",
                                                           "semantics",
                                                           "set",
                                                           "stop",
                                                           "switch",
                                                           "symbol",
                                                           "text",
                                                           "textpath",
                                                           "tspan",
                                                           "use",
                                                           "view"});

constexpr auto kVoid = std::to_array<std::string_view>(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"});

template <typename List>
bool has(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

bool is_element_name(std::string_view name) {
  return has(kHtml, name) || has(kForeign, name) || name.find_first_of("-:") != std::string_view::npos;
}

std::span<const std::string_view> html_element_names() {
  return kHtml;
}

bool is_void_element(std::string_view name) {
  return has(kVoid, name);
}

}  // namespace caveat::rules
