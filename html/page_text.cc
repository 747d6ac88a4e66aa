#include "html/page_text.h"

#include <algorithm>

#include "html/ascii.h"
#include "html/tag_classes.h"

namespace caveat::html {
namespace {

using Kind = TextBlock::Kind;

/// Elements that stand in a box of their own unless a style sheet says otherwise (HTML standard, 15.3).
constexpr TagSet kBoxes = {
    Tag::address, Tag::article,  Tag::aside,    Tag::blockquote, Tag::body,     Tag::caption, Tag::center,
    Tag::col,     Tag::colgroup, Tag::dd,       Tag::details,    Tag::dialog,   Tag::dir,     Tag::div,
    Tag::dl,      Tag::dt,       Tag::fieldset, Tag::figcaption, Tag::figure,   Tag::footer,  Tag::form,
    Tag::h1,      Tag::h2,       Tag::h3,       Tag::h4,         Tag::h5,       Tag::h6,      Tag::head,
    Tag::header,  Tag::hgroup,   Tag::hr,       Tag::html,       Tag::li,       Tag::listing, Tag::main,
    Tag::marquee, Tag::menu,     Tag::nav,      Tag::ol,         Tag::optgroup, Tag::option,  Tag::p,
    Tag::pre,     Tag::search,   Tag::section,  Tag::summary,    Tag::table,    Tag::tbody,   Tag::td,
    Tag::tfoot,   Tag::th,       Tag::thead,    Tag::tr,         Tag::ul,       Tag::xmp,     Tag::plaintext,
    Tag::button};

/// Text inside is not seen where it stands.
constexpr TagSet kUnseen = {Tag::head,      Tag::title,  Tag::script,  Tag::style,
                            Tag::template_, Tag::iframe, Tag::noembed, Tag::noframes,
                            Tag::noscript,  Tag::rt,     Tag::rp,      Tag::rtc};

/// Something else stands in their place, or their text takes no markup.
constexpr TagSet kObjects = {Tag::select,   Tag::datalist, Tag::textarea, Tag::object,    Tag::applet,
                             Tag::audio,    Tag::video,    Tag::canvas,   Tag::plaintext, Tag::xmp,
                             Tag::progress, Tag::meter,    Tag::frameset};

/// Void elements that are seen.
constexpr TagSet kImages = {Tag::img, Tag::image, Tag::input, Tag::embed, Tag::keygen};

constexpr AttributeName kOurs = AttributeName("data-caveat");

constexpr TagSet kRaised = {Tag::sup, Tag::sub};

}  // namespace

PageTextReader::PageTextReader(PageTextHandler& handler, std::size_t max_token_bytes,
                               OwnElements own_elements)
    : handler_(handler),
      own_elements_(own_elements),
      tree_(*this, elements_),
      tokenizer_(*this, max_token_bytes) {}

bool PageTextReader::write(std::string_view bytes) {
  return tokenizer_.write(bytes);
}

void PageTextReader::finish() {
  tokenizer_.finish();
  tree_.finish();
}

void PageTextReader::text(std::string_view raw, TextMode mode) {
  if (mode != TextMode::data && mode != TextMode::cdata_section) return markup(raw);
  if (!tree_.ignores_text() && !std::ranges::all_of(raw, is_ascii_space)) tree_.text();
  if (readings_.empty() || readings_.back() != Reading::text) return markup(raw);
  handler_.part(Kind::text, raw, !elements_.current().conceals);
}

TextMode PageTextReader::start_tag(const TagToken& token) {
  const TextMode mode = tree_.start_tag(token);
  const bool text = !readings_.empty() && readings_.back() == Reading::text;
  if (text && token.name.tag == Tag::br) {
    handler_.part(Kind::line_break, token.raw, true);
  } else if (text && kImages.contains(token.name.tag)) {
    handler_.part(Kind::object, token.raw, true);
  } else {
    markup(token.raw);
  }
  return mode;
}

void PageTextReader::end_tag(const TagToken& token) {
  tree_.end_tag(token);
  markup(token.raw);
}

void PageTextReader::doctype(std::string_view raw) {
  tree_.doctype(raw);
  markup(raw);
}

void PageTextReader::opened(const TagToken* token) {
  const OpenElement& element = elements_.current();
  border_of(element);
  const Reading around = readings_.empty() ? Reading::text : readings_.back();
  const Reading reading = around == Reading::text ? reading_of(element, token) : around;
  if (reading == Reading::object && around != Reading::object) handler_.part(Kind::object, {}, true);
  readings_.push_back(reading);
}

PageTextReader::Reading PageTextReader::reading_of(const OpenElement& element, const TagToken* token) const {
  if (element.is_in(kUnseen)) return Reading::unseen;
  if (element.ns != Namespace::html || element.is_in(kObjects)) return Reading::object;
  const bool ours =
      own_elements_ == OwnElements::left_out && token != nullptr && token->find(kOurs).has_value();
  return ours ? Reading::object : Reading::text;
}

void PageTextReader::closing(std::size_t index, Closing) {
  border_of(elements_[index]);
  readings_.erase(readings_.begin() + static_cast<std::ptrdiff_t>(index));
}

void PageTextReader::border_of(const OpenElement& element) {
  if (element.is_in(kBoxes)) {
    handler_.block_border();
  } else if (element.is_in(kRaised)) {
    handler_.part(Kind::word_break, {}, true);
  }
}

}  // namespace caveat::html
