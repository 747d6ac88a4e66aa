#include "filter/feed_item.h"

#include <algorithm>
#include <array>

#include "filter/xml_text.h"
#include "html/ascii.h"

namespace caveat::filter {
namespace {

constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom";
constexpr std::string_view kAtom03 = "http://purl.org/atom/ns#";
constexpr std::string_view kRssContent = "http://purl.org/rss/1.0/modules/content/";
constexpr auto kForeign =
    std::to_array<std::string_view>({"http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"});

/// RSS 2.0 has no namespace, which not every writer knew.
constexpr auto kRss = std::to_array<std::string_view>(
    {"", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/",
     "http://channel.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2",
     "http://blogs.law.harvard.edu/tech/rss"});

constexpr auto kVoid =
    std::to_array<std::string_view>({"area", "base", "br", "col", "embed", "hr", "img", "input", "link",
                                     "meta", "param", "source", "track", "wbr"});

template <typename List>
bool holds(const List& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

std::string_view local_name(std::string_view qualified) {
  return qualified.substr(qualified.find(':') + 1);
}

std::string_view prefix(std::string_view qualified) {
  return qualified.substr(0, qualified.find(':') + 1);
}

enum class TextKind { plain, html, none };

/// RFC 4287, 3.1.1 and 4.1.3; Atom 0.3 says it by media types, and how it is written by `mode`.
TextKind atom_text_kind(const XmlTag& tag) {
  const std::string written = html::ascii_lower(tag.attribute("type"));
  const std::string_view type = std::string_view(written).substr(0, written.find(';'));
  const std::string_view mode = tag.attribute("mode");
  if (mode == "base64" || !tag.attribute("src").empty()) return TextKind::none;
  if (type == "html" || type == "text/html") return mode == "xml" ? TextKind::plain : TextKind::html;
  constexpr auto kPlain =
      std::to_array<std::string_view>({"", "text", "text/plain", "xhtml", "application/xhtml+xml"});
  return holds(kPlain, type) ? TextKind::plain : TextKind::none;
}

}  // namespace

std::optional<FeedFormat> item_format(const XmlTag& tag) {
  if (tag.name == "item" && holds(kRss, tag.space)) return FeedFormat::rss;
  if (tag.name != "entry") return std::nullopt;
  if (tag.space == kAtom) return FeedFormat::atom;
  return tag.space == kAtom03 ? std::optional(FeedFormat::atom03) : std::nullopt;
}

FeedItem::FeedItem(FeedFormat format, const XmlTag& tag, bool utf8)
    : format_(format), utf8_(utf8), raw_(tag.raw) {}

bool FeedItem::Field::is_blank() const {
  return std::all_of(html().begin(), html().end(), html::is_ascii_space);
}

std::optional<FeedItem::Field> FeedItem::field_of(const XmlTag& tag) {
  Field field;
  if (tag.name == "description" && holds(kRss, tag.space)) return field;
  if (tag.name == "encoded" && tag.space == kRssContent) {
    field.rank = Rank::content;
    return field;
  }
  if (tag.space != kAtom && tag.space != kAtom03) return std::nullopt;
  if (tag.name != "content" && tag.name != "summary") return std::nullopt;
  const TextKind kind = atom_text_kind(tag);
  if (kind == TextKind::none) return std::nullopt;
  field.rank = tag.name == "content" ? Rank::content : Rank::summary;
  field.format = tag.space == kAtom ? FeedFormat::atom : FeedFormat::atom03;
  field.is_plain = kind == TextKind::plain;
  return field;
}

void FeedItem::start_tag(const XmlTag& tag) {
  if (in_field_) {
    markup_start_tag(tag);
  } else if (depth_ == 1) {
    if (auto field = field_of(tag)) {
      field->begin = raw_.size();
      field->content = raw_.size() + tag.raw.size();
      fields_.push_back(std::move(*field));
      in_field_ = true;
    }
  }
  raw_ += tag.raw;
  ++depth_;
}

/// XHTML as HTML: without prefixes, and what is empty has an end tag, but for what never has one.
void FeedItem::markup_start_tag(const XmlTag& tag) {
  Field& field = fields_.back();
  field.has_markup = true;
  field.text.clear();
  const std::string_view name = qualified_name(tag.raw);
  const std::string local(local_name(name));
  const std::string rest(tag.raw.substr(1 + name.size()));
  const bool is_html = !holds(kForeign, tag.space);
  const bool is_void = is_html && holds(kVoid, local);
  const std::string html = "<" + local + rest;
  field.markup += is_html && !is_void ? opened(html) : html;
  const bool needs_end = !is_void && (is_html || !is_empty_element(html));
  open_markup_.push_back(needs_end ? "</" + local + ">" : "");
  held_ += html.size();
}

void FeedItem::end_tag(std::string_view raw) {
  --depth_;
  if (in_field_ && depth_ == 1) {
    fields_.back().content_end = raw_.size();
    fields_.back().end = raw_.size() + raw.size();
    in_field_ = false;
  } else if (in_field_) {
    fields_.back().markup += open_markup_.back();
    open_markup_.pop_back();
  }
  if (depth_ == 0) end_tag_ = raw_.size();
  raw_ += raw;
}

void FeedItem::text(std::string_view raw, XmlText kind) {
  raw_ += raw;
  if (!in_field_) return;
  Field& field = fields_.back();
  if (!field.has_markup) field.text += kind == XmlText::reference ? referred_text(raw, utf8_) : raw;
  field.markup += kind == XmlText::cdata ? xml_escaped(raw) : raw;
  held_ += 2 * raw.size();
}

void FeedItem::other(std::string_view raw) {
  raw_ += raw;
  if (in_field_ && raw.starts_with("<![CDATA[")) fields_.back().has_cdata = true;
}

/// Readers of feeds show the content, or without one the summary. An empty one counts only if all are.
std::optional<FeedItem::Rank> FeedItem::main_rank() const {
  std::optional<Rank> first;
  for (const bool may_be_blank : {false, true}) {
    for (const Field& field : fields_) {
      if (!may_be_blank && field.is_blank()) continue;
      if (!first || field.rank < *first) first = field.rank;
    }
    if (first) return first;
  }
  return first;
}

boost::system::result<std::string, FailureReason> FeedItem::edited(FragmentEditor& edits,
                                                                   FragmentEditor& other_edits) const {
  const std::string_view raw = raw_;
  const auto main = main_rank();
  if (!main && edits.inserts()) return with_new_field(edits);
  std::string out;
  std::size_t at = 0;
  for (const Field& field : fields_) {
    const auto html = (field.rank == main ? edits : other_edits).edit(field.html());
    if (!html) return html.error();
    if (*html == field.html()) continue;
    out += raw.substr(at, field.begin - at);
    out += field_with(field, *html);
    at = field.end;
  }
  out += raw.substr(at);
  return out;
}

/// Written as it was, but for text and elements, which become escaped HTML, since edited HTML need not be
/// XML.
std::string FeedItem::field_with(const Field& field, const std::string& html) const {
  const std::string_view tag = std::string_view(raw_).substr(field.begin, field.content - field.begin);
  std::string out = opened(tag);
  if (field.format != FeedFormat::rss && (field.is_plain || field.has_markup)) {
    const bool atom = field.format == FeedFormat::atom;
    out = with_attribute(out, "type", atom ? "html" : "text/html");
    if (!atom) out = with_attribute(out, "mode", "escaped");
  }
  out += field.has_cdata && !field.has_markup ? cdata_sections(html) : xml_escaped(html);
  if (is_empty_element(tag)) return out + "</" + std::string(qualified_name(tag)) + ">";
  return out + raw_.substr(field.content_end, field.end - field.content_end);
}

boost::system::result<std::string, FailureReason> FeedItem::with_new_field(FragmentEditor& edits) const {
  const auto html = edits.edit("");
  if (!html) return html.error();
  const std::string_view item = qualified_name(raw_);
  if (end_tag_ < raw_.size()) return raw_.substr(0, end_tag_) + new_field(*html) + raw_.substr(end_tag_);
  return opened(raw_) + new_field(*html) + "</" + std::string(item) + ">";
}

std::string FeedItem::new_field(const std::string& html) const {
  const bool rss = format_ == FeedFormat::rss;
  const std::string name = std::string(prefix(qualified_name(raw_))) + (rss ? "description" : "summary");
  std::string tag = "<" + name + ">";
  if (format_ == FeedFormat::atom) tag = with_attribute(tag, "type", "html");
  if (format_ == FeedFormat::atom03) {
    tag = with_attribute(with_attribute(tag, "mode", "escaped"), "type", "text/html");
  }
  return tag + xml_escaped(html) + "</" + name + ">";
}

}  // namespace caveat::filter
