// The element names that tokenization, tree construction or visibility treat in a way of their own.
#pragma once

#include <cstdint>
#include <string_view>

#include "html/name_key.h"

namespace caveat::html {

// clang-format off
#define CAVEAT_HTML_TAGS(X)                                                                              \
  X(a) X(address) X(applet) X(area) X(article) X(aside) X(audio) X(b) X(base) X(basefont) X(bgsound)     \
  X(big) X(blockquote) X(body) X(br) X(button) X(canvas) X(caption) X(center) X(code) X(col)             \
  X(colgroup) X(datalist) X(dd) X(desc) X(details) X(dialog) X(dir) X(div) X(dl) X(dt) X(em) X(embed)    \
  X(fieldset) X(figcaption) X(figure) X(font) X(footer) X(foreignobject) X(form) X(frame) X(frameset)    \
  X(h1) X(h2) X(h3) X(h4) X(h5) X(h6) X(head) X(header) X(hgroup) X(hr) X(html) X(i) X(iframe) X(image)  \
  X(img) X(input) X(keygen) X(li) X(link) X(listing) X(main) X(malignmark) X(map) X(marquee) X(math)     \
  X(menu) X(meta) X(meter) X(mglyph) X(mi) X(mn) X(mo) X(ms) X(mtext) X(nav) X(nobr) X(noembed)          \
  X(noframes) X(noscript) X(object) X(ol) X(optgroup) X(option) X(p) X(param) X(plaintext) X(pre)        \
  X(progress) X(rb) X(rp) X(rt) X(rtc) X(ruby) X(s) X(script) X(search) X(section) X(select) X(small)    \
  X(source) X(span) X(strike) X(strong) X(style) X(sub) X(summary) X(sup) X(svg) X(table) X(tbody)       \
  X(td) X(template_) X(textarea) X(tfoot) X(th) X(thead) X(title) X(tr) X(track) X(tt) X(u) X(ul)        \
  X(var) X(video) X(wbr) X(xmp) X(annotation_xml)
// clang-format on

/// `unknown` stands for every other name; such elements are told apart by the hash of their name.
enum class Tag : std::uint8_t {
  unknown,
#define CAVEAT_HTML_TAG(name) name,
  CAVEAT_HTML_TAGS(CAVEAT_HTML_TAG)
#undef CAVEAT_HTML_TAG
};

/// The name in lower case; empty for `unknown`.
std::string_view tag_text(Tag tag);

/// A name without regard to ASCII case. Equal names have equal values; the key tells unknown names apart.
struct TagName {
  Tag tag = Tag::unknown;
  std::uint64_t key = 0;  ///< name_key.h; 0: no name

  static TagName of(std::string_view name) { return of_key(name_key(name)); }
  static TagName of_key(std::uint64_t key);
  friend bool operator==(const TagName& a, const TagName& b) { return a.key == b.key; }
};

}  // namespace caveat::html
