#include "filter/json_editor.h"

#include "filter/json_string.h"

namespace caveat::filter {

JsonEditor::JsonEditor(std::span<const rules::InnerEdits> edits, std::size_t string_bytes,
                       Shortfall& shortfall, html::ByteSink& sink)
    : string_bytes_(string_bytes), shortfall_(shortfall), sink_(sink), scanner_(*this) {
  for (const rules::InnerEdits& one : edits) {
    parts_.push_back(
        {one.place.pointer.value_or(rules::JsonPointer()), FragmentEditor(one.program, "UTF-8")});
  }
}

boost::system::result<void, FailureReason> JsonEditor::write(std::string_view bytes) {
  return outcome(scanner_.write(bytes));
}

boost::system::result<void, FailureReason> JsonEditor::finish() {
  return outcome(scanner_.finish());
}

/// What went wrong in a string comes before what is wrong behind it.
boost::system::result<void, FailureReason> JsonEditor::outcome(
    const boost::system::result<void, FailureReason>& scanned) const {
  if (failure_) return *failure_;
  return scanned;
}

std::vector<html::RewriteReport> JsonEditor::reports() const {
  std::vector<html::RewriteReport> all;
  all.reserve(parts_.size());
  for (const Part& part : parts_) all.push_back(part.editor.report());
  return all;
}

/// The parts whose pointers have come as far as the value that begins, whatever it is.
std::vector<std::size_t> JsonEditor::parts_that_name_value() {
  std::vector<std::size_t> parts;
  if (open_.empty()) {
    for (std::size_t i = 0; i < parts_.size(); ++i) parts.push_back(i);
    return parts;
  }
  Container& container = open_.back();
  const std::size_t segment = open_.size() - 1;
  for (Way& way : container.ways) {
    const rules::JsonPointer& pointer = parts_[way.part].pointer;
    const bool named = container.array ? pointer.names_element(segment, container.elements)
                                       : pointer.names_member(segment, name_);
    if (!named) continue;
    way.found = true;
    parts.push_back(way.part);
  }
  ++container.elements;
  return parts;
}

/// Those of them that edit the value, or lead into it. A pointer that can go no further misses what it is
/// for.
std::vector<std::size_t> JsonEditor::parts_of_value(Kind kind) {
  std::vector<std::size_t> parts;
  for (const std::size_t part : parts_that_name_value()) {
    const bool ends_here = parts_[part].pointer.size() == open_.size();
    if (kind == (ends_here ? Kind::string : Kind::container)) {
      parts.push_back(part);
    } else {
      missing(part);
    }
  }
  return parts;
}

void JsonEditor::begin_container(bool array) {
  Container container;
  container.array = array;
  for (const std::size_t part : parts_of_value(Kind::container)) container.ways.push_back({.part = part});
  open_.push_back(std::move(container));
}

void JsonEditor::end_container() {
  const std::size_t segment = open_.size() - 1;
  for (const Way& way : open_.back().ways) {
    if (!way.found && !parts_[way.part].pointer.is_every(segment)) missing(way.part);
  }
  open_.pop_back();
}

void JsonEditor::begin_string(bool is_name) {
  in_name_ = is_name;
  targets_.clear();
  if (!is_name) targets_ = parts_of_value(Kind::string);
  if (is_name ? !open_.back().ways.empty() : !targets_.empty()) held_.emplace();
}

void JsonEditor::in_string(std::string_view raw) {
  if (!held_ || in_name_) pass(raw);
  if (!held_) return;
  *held_ += raw;
  if (held_->size() > string_bytes_ && !failure_) failure_ = FailureReason::part_too_large;
}

void JsonEditor::end_string() {
  if (held_ && in_name_) name_ = json_unescaped(*held_);
  if (held_ && !in_name_) edit_string(*held_);
  held_.reset();
}

void JsonEditor::edit_string(std::string_view raw) {
  if (failure_) return;
  const std::string before = json_unescaped(raw);
  std::string text = before;
  for (const std::size_t target : targets_) {
    FragmentEditor& editor = parts_[target].editor;
    auto edited = editor.edit(text);
    if (!edited) {
      failure_ = edited.error();
      return;
    }
    text = std::move(*edited);
    if (editor.missing()) note_missing();
  }
  pass(text == before ? std::string(raw) : json_escaped(text));
}

void JsonEditor::missing(std::size_t part) {
  parts_[part].editor.none_there();
  if (parts_[part].editor.inserts()) note_missing();
}

void JsonEditor::note_missing() {
  const auto noted = shortfall_.note(FailureReason::notice_not_placed);
  if (!noted && !failure_) failure_ = noted.error();
}

void JsonEditor::pass(std::string_view raw) {
  if (!failure_ && !raw.empty()) sink_.write(raw);
}

}  // namespace caveat::filter
