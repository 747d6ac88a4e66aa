// The classes of elements that tree construction speaks of, as sets of tags.
#pragma once

#include <bitset>
#include <initializer_list>

#include "html/tag.h"

namespace caveat::html {

/// A set of known tags; `unknown` is in none.
class TagSet {
 public:
  constexpr TagSet(std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) words_[index(tag)] |= bit(tag);
  }
  constexpr bool contains(Tag tag) const { return (words_[index(tag)] & bit(tag)) != 0; }
  constexpr bool meets(const TagSet& other) const {
    return ((words_[0] & other.words_[0]) | (words_[1] & other.words_[1]) | (words_[2] & other.words_[2]) |
            (words_[3] & other.words_[3])) != 0;
  }
  constexpr void add(Tag tag) { words_[index(tag)] |= bit(tag); }
  constexpr void remove(Tag tag) { words_[index(tag)] &= ~bit(tag); }
  constexpr TagSet with(std::initializer_list<Tag> tags) const {
    TagSet set = *this;
    for (const Tag tag : tags) set.words_[index(tag)] |= bit(tag);
    return set;
  }

 private:
  static constexpr std::size_t index(Tag tag) { return static_cast<std::size_t>(tag) / 64; }
  static constexpr std::uint64_t bit(Tag tag) {
    return std::uint64_t{1} << (static_cast<unsigned>(tag) % 64);
  }
  std::uint64_t words_[4] = {};
};

/// "Special" elements of the HTML namespace (13.2.4.2).
inline constexpr TagSet kSpecial = {
    Tag::address,   Tag::applet,     Tag::area,       Tag::article,  Tag::aside,   Tag::base,
    Tag::basefont,  Tag::bgsound,    Tag::blockquote, Tag::body,     Tag::br,      Tag::button,
    Tag::caption,   Tag::center,     Tag::col,        Tag::colgroup, Tag::dd,      Tag::details,
    Tag::dir,       Tag::div,        Tag::dl,         Tag::dt,       Tag::embed,   Tag::fieldset,
    Tag::figure,    Tag::figcaption, Tag::footer,     Tag::form,     Tag::frame,   Tag::frameset,
    Tag::h1,        Tag::h2,         Tag::h3,         Tag::h4,       Tag::h5,      Tag::h6,
    Tag::head,      Tag::header,     Tag::hgroup,     Tag::hr,       Tag::html,    Tag::iframe,
    Tag::img,       Tag::input,      Tag::keygen,     Tag::li,       Tag::link,    Tag::listing,
    Tag::main,      Tag::marquee,    Tag::menu,       Tag::meta,     Tag::nav,     Tag::noembed,
    Tag::noframes,  Tag::noscript,   Tag::object,     Tag::ol,       Tag::p,       Tag::param,
    Tag::plaintext, Tag::pre,        Tag::script,     Tag::search,   Tag::section, Tag::select,
    Tag::source,    Tag::style,      Tag::summary,    Tag::table,    Tag::tbody,   Tag::td,
    Tag::template_, Tag::textarea,   Tag::tfoot,      Tag::th,       Tag::thead,   Tag::title,
    Tag::tr,        Tag::track,      Tag::ul,         Tag::wbr,      Tag::xmp};

/// Formatting elements, whose end tags run the adoption agency algorithm.
inline constexpr TagSet kFormatting = {Tag::a,      Tag::b,      Tag::big,  Tag::code, Tag::em,
                                       Tag::font,   Tag::i,      Tag::nobr, Tag::s,    Tag::small,
                                       Tag::strike, Tag::strong, Tag::tt,   Tag::u};

/// Block elements whose start tag closes an open p and whose end tag closes what is open inside them.
inline constexpr TagSet kBlocks = {Tag::address,  Tag::article,    Tag::aside,   Tag::blockquote, Tag::center,
                                   Tag::details,  Tag::dialog,     Tag::dir,     Tag::div,        Tag::dl,
                                   Tag::fieldset, Tag::figcaption, Tag::figure,  Tag::footer,     Tag::header,
                                   Tag::hgroup,   Tag::main,       Tag::menu,    Tag::nav,        Tag::ol,
                                   Tag::search,   Tag::section,    Tag::summary, Tag::ul};

inline constexpr TagSet kHeadings = {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6};

/// Elements that "generate implied end tags" closes (13.2.6.3); thoroughly: a template's end also the
/// table's.
inline constexpr TagSet kImpliedEndTags = {Tag::dd, Tag::dt, Tag::li, Tag::optgroup, Tag::option,
                                           Tag::p,  Tag::rb, Tag::rp, Tag::rt,       Tag::rtc};
inline constexpr TagSet kImpliedEndTagsThoroughly = kImpliedEndTags.with(
    {Tag::caption, Tag::colgroup, Tag::tbody, Tag::td, Tag::tfoot, Tag::th, Tag::thead, Tag::tr});

/// Elements that may stand in the head and are processed there wherever they occur.
inline constexpr TagSet kHeadContent = {Tag::base,      Tag::basefont, Tag::bgsound, Tag::link,
                                        Tag::meta,      Tag::noframes, Tag::script,  Tag::style,
                                        Tag::template_, Tag::title};
inline constexpr TagSet kHeadVoid = {Tag::base, Tag::basefont, Tag::bgsound, Tag::link, Tag::meta};

inline constexpr TagSet kTableSections = {Tag::tbody, Tag::tfoot, Tag::thead};
inline constexpr TagSet kCells = {Tag::td, Tag::th};
/// Start tags that end a cell, a caption or (with exceptions) a row.
inline constexpr TagSet kTableStructure = {Tag::caption, Tag::col, Tag::colgroup, Tag::tbody, Tag::td,
                                           Tag::tfoot,   Tag::th,  Tag::thead,    Tag::tr};

/// Borders of scopes (13.2.4.2), HTML namespace. A select ends what its content could close, also in browsers
/// that ignore such content.
inline constexpr TagSet kScope = {Tag::applet, Tag::caption, Tag::html,   Tag::table,  Tag::td,
                                  Tag::th,     Tag::marquee, Tag::object, Tag::select, Tag::template_};
inline constexpr TagSet kButtonScope = kScope.with({Tag::button});
inline constexpr TagSet kListItemScope = kScope.with({Tag::ol, Tag::ul});
inline constexpr TagSet kTableScope = {Tag::html, Tag::table, Tag::template_};
/// Borders of the same, and special elements, outside the HTML namespace.
inline constexpr TagSet kSpecialMathml = {Tag::mi, Tag::mo,    Tag::mn,
                                          Tag::ms, Tag::mtext, Tag::annotation_xml};
inline constexpr TagSet kSpecialSvg = {Tag::desc, Tag::title, Tag::foreignobject};
/// Elements that put a marker into the list of active formatting elements.
inline constexpr TagSet kFormattingMarkers = {Tag::applet, Tag::object, Tag::marquee, Tag::template_,
                                              Tag::td,     Tag::th,     Tag::caption};

/// Elements that may have a shadow tree (DOM standard, "valid shadow host name"), besides those with a hyphen
/// in their name, which are `unknown` here.
inline constexpr TagSet kShadowHosts = {Tag::article, Tag::aside,   Tag::blockquote, Tag::body, Tag::div,
                                        Tag::footer,  Tag::h1,      Tag::h2,         Tag::h3,   Tag::h4,
                                        Tag::h5,      Tag::h6,      Tag::header,     Tag::main, Tag::nav,
                                        Tag::p,       Tag::section, Tag::span};

/// Start tags that end foreign content (13.2.6.5); `font` only with some attributes.
inline constexpr TagSet kBreaksOutOfForeign = {
    Tag::b,       Tag::big,   Tag::blockquote, Tag::body,   Tag::br,     Tag::center, Tag::code, Tag::dd,
    Tag::div,     Tag::dl,    Tag::dt,         Tag::em,     Tag::embed,  Tag::h1,     Tag::h2,   Tag::h3,
    Tag::h4,      Tag::h5,    Tag::h6,         Tag::head,   Tag::hr,     Tag::i,      Tag::img,  Tag::li,
    Tag::listing, Tag::menu,  Tag::meta,       Tag::nobr,   Tag::ol,     Tag::p,      Tag::pre,  Tag::ruby,
    Tag::s,       Tag::small, Tag::span,       Tag::strong, Tag::strike, Tag::sub,    Tag::sup,  Tag::table,
    Tag::tt,      Tag::u,     Tag::ul,         Tag::var};

}  // namespace caveat::html
