// PageEditor's part that finds the places of notices.
#include <algorithm>

#include "html/page_editor.h"

namespace caveat::html {
namespace {

constexpr std::size_t kMaxReopened = 100;

/// Those at `from` and behind are in what has left, where no browser shows them.
void report_hidden(const NoticePlacement& placement, std::uint64_t from,
                   std::vector<InsertOutcome>& outcomes) {
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const auto& placed = placement.placed(i);
    if (placed && placed->offset >= from) outcomes[i] = {.kind = InsertOutcome::Kind::failed};
  }
}

}  // namespace

/// Whether text, put here, would be shown. Before the body it would open that.
bool PageEditor::in_sight() const {
  const std::size_t open = elements_.size();
  if (page_end_.text_left_open) return false;
  if (open == 0) return true;
  if (open == 1 || (open == 2 && elements_[1].is(Tag::head))) return !elements_[0].conceals;
  return shows(open - 1);
}

/// Whether text in the open element at `element` would be shown; with `ended`, behind end tags for those and
/// all else that the token has closed.
bool PageEditor::shows(std::size_t element, const EndedFormatting* ended) const {
  if (element == 0 || elements_[element].conceals) return false;
  return ended != nullptr ? !tree_.hides_text_behind(*ended) : !tree_.hides_text();
}

void PageEditor::await_or_offer(const PlaceTarget& place, const TagToken* token) {
  if (scope_ == Scope::noscript || plaintext_) return;
  const std::size_t element = elements_.size() - 1;
  switch (place.position) {
    case Position::before:
      if (element > 0 && shows(element - 1) && token_.in_sight_before) offer(place);
      break;
    case Position::start_of:
      if (!shows(element)) break;
      if (token == nullptr) {
        token_.places_before.push_back({.place = place, .closers = token_.closers.size(), .implied = true});
      } else {
        token_.places_after.push_back(place);
      }
      break;
    case Position::end_of:
    case Position::after:
      awaited_.push_back({element, place});
      break;
  }
}

void PageEditor::offer(const PlaceTarget& place) {
  // Behind those that wait for a decision, even if it has just been made.
  removals_.defer(
      {.insert = place.insert, .rank = place.rank, .offset = output_.offset(), .source = token_.at});
  settle();
}

/// Those that the page has turned out to have before the token at hand, which takes nothing out.
void PageEditor::offer_before_token() {
  for (const PlaceBeforeToken& before : token_.places_before) {
    if (before.if_it_stays && token_.in_sight_before && !removals_.suppressing()) offer(before.place);
  }
  token_.places_before.clear();
}

void PageEditor::offer_places_of_closing(std::size_t index, Closing how, Position position) {
  const bool inside = position == Position::end_of;
  const std::size_t current = elements_.size() - 1;
  const EndedFormatting* ended = &token_.ended_formatting;
  for (const AwaitedPlace& awaited : awaited_) {
    const bool concerned = awaited.element == index && awaited.place.position == position;
    if (!concerned || removals_.suppressing()) continue;
    if (inside ? how == Closing::by_itself : index == 0) continue;
    const std::size_t around = inside ? index : index - 1;
    if (inside || how == Closing::before_token) {
      token_.places_before.push_back(
          {.place = awaited.place,
           .closers = token_.closers.size(),
           .moves = !end_tag_leads_out(index),
           .if_taken_out = shows(around, ended) && (index == current || shows(current, ended)),
           .if_it_stays = shows(around)});
    } else if (shows(around)) {
      token_.places_after.push_back(awaited.place);
    }
  }
}

/// Only to notices behind this one it matters what it ends.
bool PageEditor::holds_notice_from(std::uint64_t content) const {
  return program_.inserts().size() > 1 &&
         (removals_.has_deferred_from(content) || placement_.has_from(content));
}

void PageEditor::hidden(std::size_t index) {
  if (token_.ended.skipping) return keep_around(token_.ended.level, elements_.size());
  keep_around_inside(index);
  if (removals_.suppressing()) return;
  // What is withdrawn does not come back, were that taken out which hides it.
  removals_.keep_inside(index);
  const std::uint64_t content = elements_[index].content;
  removals_.withdraw(content);
  if (placement_.withdraw(content)) return;
  failure_ = Rewriter::Failure::notice_hidden;
  report_hidden(placement_, content, report_.inserts);
}

void PageEditor::body_ending() {
  if (scope_ == Scope::noscript || body_ended_ || token_.ended.skipping) return;
  offer_before_token();
  // What is still being taken out would go on to the very end of the page.
  while (!removals_.empty()) {
    keep_disabled_from_here();
    token_.ended.level = removals_.size() - 1;
    if (!removals_.innermost().disables && removals_.decide(token_.ended.level)) {
      token_.ended.when = EndedRemoval::When::before_token;
      token_.ended.skipping = true;
      token_.ended.outliving.clear();
      return;
    }
    end_removal();
  }
  body_ended_ = true;
  settle();
  for (const AwaitedPlace& awaited : awaited_) {
    if (awaited.place.position == Position::end_of && shows(awaited.element) && in_sight()) {
      offer(awaited.place);
    }
  }
  offer_end_of_body();
  placement_.stop_waiting();
  settle();
}

bool PageEditor::all_offered() const {
  for (std::size_t insert = 0; insert < program_.inserts().size(); ++insert) {
    if (!placement_.has_offer(insert)) return false;
  }
  return true;
}

/// The page ends in a comment, a doctype, a title or a script that would swallow what is put behind it.
bool PageEditor::ends_in_open_text() const {
  return !page_end_.open_markup.empty() || page_end_.in_cdata_section || tree_.state().raw_text_open;
}

void PageEditor::close_open_text() {
  if (!removals_.suppressing()) output_.put(page_end_.in_cdata_section ? "]]>" : page_end_.open_markup);
  if (tree_.state().raw_text_open) close_current_by_end_tag();
}

/// "</" at the end of the page is text, but would make a comment of the tag of a notice behind it.
bool PageEditor::begins_markup_of_ours(std::string_view raw, TextMode mode) {
  if (scope_ != Scope::page || mode != TextMode::data || raw != "</") return false;
  page_end_.cut_off += raw;
  return true;
}

void PageEditor::offer_end_of_body() {
  bool revealed = false;
  for (std::size_t insert = 0; insert < program_.inserts().size(); ++insert) {
    if (placement_.has_offer(insert)) continue;
    if (!revealed && !reveal_end_of_body()) return;
    revealed = true;
    offer({.insert = insert, .rank = program_.inserts()[insert].places.size(), .position = Position::end_of});
  }
}

/// Closes what would swallow text put here: a form control, hidden elements, also those that text would open
/// again. Whether there is a body to put text into.
bool PageEditor::reveal_end_of_body() {
  if (plaintext_ || tree_.state().in_frameset() || tree_.state().read_otherwise) return false;
  if (tree_.state().select_perhaps_open) put_end_tag("select");
  // An end tag may close an element from amid those that are open, so that the others stand elsewhere then.
  const auto concealing = [this] {
    const auto& open = elements_.all();
    const auto first =
        static_cast<std::size_t>(std::ranges::find_if(open, &OpenElement::conceals) - open.begin());
    const std::size_t around = tree_.state().hidden_inside;
    return around > 0 ? std::min(first, around - 1) : first;
  };
  while (concealing() < elements_.size()) {
    if (concealing() < 2) return false;
    const std::size_t before = elements_.size();
    // No end tag gets out of a foreign element while an HTML element is open in it.
    if (elements_.current().ns != Namespace::html && !close_reopened()) return false;
    if (elements_.size() < before) continue;
    close_current_by_end_tag();
    if (elements_.size() >= before) return false;
  }
  for (std::size_t tries = 0; tree_.formatting().reopens_hidden(); ++tries) {
    const std::string_view name = tree_.formatting().hidden_name();
    if (name.empty() || tries == kMaxReopened) return false;
    put_end_tag(name);
  }
  return true;
}

/// Closes the formatting elements that text may have opened again. False if there are too many.
bool PageEditor::close_reopened() {
  const std::vector<std::string_view> names = tree_.formatting().reopened_names();
  if (names.size() > kMaxReopened) return false;
  for (const std::string_view name : names) put_end_tag(name);
  return true;
}

void PageEditor::close_current_by_end_tag() {
  // A script may stand in an escape that only the end of a comment ends (13.2.5.27).
  if (elements_.current().is(Tag::script) && !removals_.suppressing()) output_.put("-->");
  const std::string tag = open_tags_.end_tag_of(elements_.size() - 1);
  put_end_tag(std::string_view(tag).substr(2, tag.size() - 3));
}

void PageEditor::put_end_tag(std::string_view name) {
  const std::string raw = "</" + std::string(name) + ">";
  if (!removals_.suppressing()) output_.put(raw);
  tree_.end_tag({.name = TagName::of(name), .name_as_written = name, .raw = raw});
  if (token_.ended.when == EndedRemoval::When::after_token) end_removal();
}

}  // namespace caveat::html
