#include "filter/feed_editor.h"

#include "filter/xml_beginning.h"
#include "html/ascii.h"
#include "html/character_references.h"

namespace caveat::filter {
namespace {

/// What a lenient reader could take for an item, whatever namespace it is in; with a prefix it is another
/// vocabulary's.
bool looks_like_item(std::string_view raw) {
  const std::string_view name = raw.substr(1, raw.find_first_of(" \t\r\n/>") - 1);
  return html::equal_ignoring_ascii_case(name, "item") || html::equal_ignoring_ascii_case(name, "entry");
}

/// Neither XML nor HTML knows it: a definition that is not here may put anything in its place.
bool is_unknown_reference(std::string_view raw) {
  return html::decode_attribute_value(raw) == raw;
}

}  // namespace

FeedEditor::FeedEditor(const rules::InnerEdits& edits, const std::string& charset, std::size_t item_bytes,
                       Shortfall& shortfall, html::ByteSink& sink)
    : utf8_(charset == "UTF-8"),
      item_bytes_(item_bytes),
      edits_(edits.program, charset),
      other_edits_(edits.without_inserts, charset),
      shortfall_(shortfall),
      sink_(sink),
      reader_(*this) {}

boost::system::result<void, FailureReason> FeedEditor::write(std::string_view bytes) {
  return outcome(reader_.write(bytes));
}

boost::system::result<void, FailureReason> FeedEditor::finish() {
  return outcome(reader_.finish());
}

/// What went wrong in an item comes before what is wrong behind it.
boost::system::result<void, FailureReason> FeedEditor::outcome(
    const boost::system::result<void, FailureReason>& parsed) const {
  if (failure_) return *failure_;
  return parsed;
}

std::vector<html::RewriteReport> FeedEditor::reports() const {
  html::RewriteReport all = edits_.report();
  merge(other_edits_.report(), all);
  return {all};
}

void FeedEditor::start_tag(const XmlTag& tag) {
  if (failure_) return;
  if (item_) {
    item_->start_tag(tag);
    return check_size();
  }
  if (!is_feed_) is_feed_ = is_feed_root(tag.name);
  if (const auto format = *is_feed_ ? item_format(tag) : std::nullopt) {
    item_.emplace(*format, tag, utf8_);
  } else {
    if (*is_feed_ && edits_.inserts() && looks_like_item(tag.raw)) note_missing();
    pass(tag.raw);
  }
}

void FeedEditor::end_tag(std::string_view raw) {
  if (failure_) return;
  if (!item_) return pass(raw);
  item_->end_tag(raw);
  if (item_->is_over()) finish_item();
}

void FeedEditor::text(std::string_view raw, XmlText kind) {
  if (failure_) return;
  if (!item_) {
    if (kind == XmlText::reference && is_unknown_reference(raw)) failure_ = FailureReason::feed_malformed;
    return pass(raw);
  }
  item_->text(raw, kind);
  check_size();
}

void FeedEditor::other(std::string_view raw) {
  if (failure_) return;
  if (!item_) return pass(raw);
  item_->other(raw);
  check_size();
}

void FeedEditor::finish_item() {
  if (!item_) return;
  const auto edited = item_->edited(edits_, other_edits_);
  item_.reset();
  if (!edited) {
    failure_ = edited.error();
    return;
  }
  if (edits_.missing()) note_missing();
  if (!failure_) pass(*edited);
}

void FeedEditor::note_missing() {
  const auto noted = shortfall_.note(FailureReason::notice_not_placed);
  if (!noted) failure_ = noted.error();
}

void FeedEditor::pass(std::string_view raw) {
  if (!raw.empty()) sink_.write(raw);
}

void FeedEditor::check_size() {
  if (item_ && item_->size() > item_bytes_) failure_ = FailureReason::part_too_large;
}

}  // namespace caveat::filter
