#include "html/page_editor.h"

#include <algorithm>
#include <utility>

#include "html/ascii.h"
#include "html/edit_listing.h"
#include "html/tag_editor.h"

namespace caveat::html {
namespace {

const std::vector<InsertEdit> kNoInserts;

std::size_t count_visible_bytes(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, is_ascii_space));
}

}  // namespace

PageEditor::PageEditor(const Program& program, const RewriterLimits& limits, Scope scope,
                       RewriteReport& report, ByteSink& sink)
    : program_(program),
      limits_(limits),
      scope_(scope),
      report_(report),
      output_(sink),
      tree_(*this, elements_),
      matcher_(program.selectors()),
      skimmer_(program),
      tokenizer_(*this, limits.token_bytes),
      placement_(scope == Scope::page ? program.inserts() : kNoInserts, limits.hold_bytes),
      stripper_(scope == Scope::page ? program.inserts() : kNoInserts, program, limits.listed_edits > 0),
      removals_(output_),
      open_tags_(elements_) {
  if (placement_.waiting()) output_.keep_back();
}

void PageEditor::begin_inside_body() {
  tokenizer_.begin_inside();
  begin_token();
  tree_.begin_inside_body(false);
  end_token({});
}

void PageEditor::write(std::string_view bytes) {
  if (failure_) return;
  if (program_.empty()) {
    output_.pass(bytes);
    output_.end_slices();
    return;
  }
  if (!tokenizer_.write(bytes)) failure_ = Rewriter::Failure::token_too_long;
}

void PageEditor::finish() {
  if (failure_) return;
  finishing_ = true;
  tokenizer_.finish();
  if (in_noscript_) edit_noscript();
  if (skimmer_.active() && !placement_.all_placed()) catch_up();
  if (scope_ == Scope::page && !skimmer_.active()) {
    if (all_offered()) {
      page_end_.text_left_open = ends_in_open_text();
    } else {
      close_open_text();
    }
  }
  if (!skimmer_.active()) {
    begin_token();
    do {
      tree_.finish();
    } while (repeats());
    end_token({});
  }
  output_.put(page_end_.cut_off);
  release_hold();
  if (scope_ == Scope::noscript) return;
  report_notices(program_, placement_, stripper_, limits_, report_);
  for (InsertOutcome& outcome : report_.inserts) {
    if (outcome.kind == InsertOutcome::Kind::pending) outcome.kind = InsertOutcome::Kind::failed;
  }
}

void PageEditor::release_hold() {
  placement_.stop_waiting();
  settle();
}

// Tokens.

void PageEditor::text(std::string_view raw, TextMode mode) {
  if (failure_) return;
  read_ += raw.size();
  if (finishing_ && begins_markup_of_ours(raw, mode)) return;
  const bool markup = mode == TextMode::data || mode == TextMode::cdata_section;
  if (skimmer_.active() && !in_noscript_ && skim_text(raw, markup)) return;
  if (quiet() && (!markup || tree_.ignores_text())) {
    output_.pass(raw);
    return;
  }
  if (in_noscript_ && mode == TextMode::rawtext) {
    noscript_ += raw;
    return;
  }
  raw.remove_prefix(stripper_.take_text(raw));
  if (raw.empty()) return;
  if (markup) {
    page_text(raw);
  } else {
    emit(raw);
    settle();
  }
}

void PageEditor::page_text(std::string_view raw) {
  if (tree_.text_changes_structure()) {
    const auto* first = std::ranges::find_if_not(raw, is_ascii_space);
    const auto spaces = static_cast<std::size_t>(first - raw.begin());
    emit(raw.substr(0, spaces));
    raw.remove_prefix(spaces);
    if (raw.empty()) return;
  }
  const std::size_t visible = count_visible_bytes(raw);
  token_.at = read_ - raw.size();
  begin_token();
  do {
    if (visible > 0) tree_.text();
  } while (repeats());
  end_token(raw);
  if (!removals_.suppressing()) removals_.add_text(visible);
  settle();
}

TextMode PageEditor::start_tag(const TagToken& token) {
  if (failure_) return TextMode::data;
  read_ += token.raw.size();
  if (skimmer_.active()) {
    if (const auto mode = skimmer_.take_start(token, placement_.all_placed())) {
      output_.pass(token.raw);
      in_noscript_ = edits_noscript(token.name.tag);
      return *mode;
    }
    catch_up();
  }
  if (stripper_.takes_start_tag(token, output_.offset(), read_)) {
    // Where the notice stood it has opened the body, and will again.
    if (tree_.text_changes_structure()) {
      begin_token();
      do {
        tree_.text();
      } while (repeats());
      end_token({});
    }
    return TextMode::data;
  }
  TextMode mode = TextMode::data;
  token_.at = read_ - token.raw.size();
  begin_token();
  do {
    mode = tree_.start_tag(token);
  } while (repeats());
  end_token(token_.edited ? std::string_view(*token_.edited) : token.raw);
  plaintext_ = plaintext_ || (mode == TextMode::plaintext && !removals_.suppressing());
  if (mode == TextMode::rawtext) in_noscript_ = edits_noscript(token.name.tag) && !removals_.suppressing();
  if (mode == TextMode::data) skim_from_here();
  return mode;
}

void PageEditor::end_tag(const TagToken& token) {
  if (failure_) return;
  if (in_noscript_) edit_noscript();
  read_ += token.raw.size();
  if (skimmer_.active()) {
    if (skimmer_.take_end(token, placement_.all_placed())) {
      output_.pass(token.raw);
      return;
    }
    catch_up();
  }
  if (stripper_.takes_end_tag(token)) return;
  token_.at = read_ - token.raw.size();
  begin_token();
  do {
    tree_.end_tag(token);
  } while (repeats());
  end_token(token.raw);
  skim_from_here();
}

void PageEditor::comment(std::string_view raw, bool last) {
  read_ += raw.size();
  stripper_.other_token();
  if (finishing_ && last && raw.empty()) page_end_.open_markup = "-->";
  emit(raw);
  settle();
}

void PageEditor::doctype(std::string_view raw) {
  read_ += raw.size();
  stripper_.other_token();
  if (!skimmer_.active()) tree_.doctype(raw);
  if (!raw.ends_with('>')) page_end_.open_markup = ">";
  emit(raw);
}

void PageEditor::no_token(std::string_view raw) {
  page_end_.in_cdata_section = raw.starts_with("<![");
  if (page_end_.in_cdata_section) {
    if (skimmer_.active()) catch_up();
    tree_.raw_text_begins();
  }
  read_ += raw.size();
  if (finishing_ && scope_ == Scope::page) {
    page_end_.cut_off += raw;
  } else {
    emit(raw);
  }
}

void PageEditor::begin_token() {
  token_.edited.reset();
  if (!program_.disables().empty()) token_.inert_tag = {};
  token_.places_after.clear();
  token_.closers.clear();
  token_.places_before.clear();
  token_.ended_formatting.clear();
  token_.ended.when = EndedRemoval::When::not_at_all;
  token_.ended.skipping = false;
  token_.in_sight_before = in_sight();
  token_.leaves_hidden_body_part = false;
}

void PageEditor::end_token(std::string_view raw) {
  if (!token_.places_before.empty()) offer_before_token();
  const std::uint64_t begin = output_.offset();
  if (token_.edited) {
    if (!removals_.suppressing()) output_.put(raw);
  } else {
    emit(raw);
  }
  token_.at = read_;
  if (token_.inert_tag.content || token_.inert_tag.root) {
    removals_.tag_went_out(output_.offset() - begin, token_.inert_tag.content, token_.inert_tag.root,
                           token_.inert_tag.reason_in_level);
  }
  const bool ends = token_.ended.when != EndedRemoval::When::not_at_all;
  if (quiet() && token_.places_after.empty() && !ends && token_.inert_tag.reason_inside.empty()) return;
  // A place behind what was taken out is none that could be found again.
  const bool removed = ends && end_removal();
  if (!removed && !removals_.suppressing()) {
    if (!token_.places_after.empty() && in_sight()) {
      for (const PlaceTarget& place : token_.places_after) offer(place);
    }
    output_.put_aside(token_.inert_tag.reason_inside);
  }
  removals_.check_size();
  settle();
}

void PageEditor::emit(std::string_view raw) {
  if (!removals_.suppressing()) output_.pass(raw);
}

// The tree.

void PageEditor::opened(const TagToken* token) {
  if (token_.ended.skipping) return keep_around(token_.ended.level, elements_.size() - 1);
  if (elements_.size() > limits_.open_elements) failure_ = Rewriter::Failure::nesting_too_deep;
  // A place before an element without a tag of its own has the same offset as one inside.
  // One that is followed late began before.
  elements_.set_content(output_.offset() + (token != nullptr && !catching_up_ ? 1 : 0));
  if (token != nullptr) open_tags_.opened(*token, read_ - token->raw.size(), !removals_.empty());
  if (!catching_up_) {
    match_opened(token);
  } else if (token != nullptr && !begun_matches_.empty()) {
    matcher_.mark(elements_.size() - 1, begun_matches_);
  }
}

void PageEditor::match_opened(const TagToken* token) {
  const auto targets = matcher_.opened(elements_, token, tree_.in_quirks_mode());
  if (removals_.suppressing()) return;
  if (targets.empty()) {
    if (token != nullptr && in_disabled()) disable({}, *token, false);
    return;
  }
  const std::uint32_t first_attributes = ProgramTargets::of_attributes(program_, 0);
  const std::uint32_t first_disable = ProgramTargets::of_disable(program_, 0);
  const std::uint32_t first_place = ProgramTargets::first_place(program_);
  std::vector<std::size_t> edits;
  std::vector<std::size_t> removes;
  std::vector<std::size_t> disables;
  for (const std::uint32_t target : targets) {
    if (token == nullptr || target >= first_place) continue;
    if (target < first_attributes) {
      removes.push_back(target);
    } else if (target < first_disable) {
      edits.push_back(target - first_attributes);
    } else {
      disables.push_back(target - first_disable);
    }
  }
  if (token != nullptr && !removes.empty()) begin_removal(removes, token->raw);
  if (removals_.suppressing()) return;
  if (token != nullptr && !edits.empty()) edit_attributes(*token, edits);
  if (disables_for_certain(disables)) conceal_disabled(elements_.size() - 1);
  for (const std::uint32_t target : targets) {
    if (target >= first_place) await_or_offer(ProgramTargets::place(program_, target), token);
  }
  if (token != nullptr && (!disables.empty() || in_disabled())) {
    disable(disables, *token, !removes.empty());
  }
}

void PageEditor::edit_attributes(const TagToken& token, const std::vector<std::size_t>& edits) {
  AttributeEdit together = program_.attributes()[edits.front()];
  for (const std::size_t index : edits) {
    const AttributeEdit& edit = program_.attributes()[index];
    if (const auto changed = edited_tag(token, edit)) {
      ++report_.attributes_changed[index];
      list_tag(ListedEdit::Kind::attributes, index, token_.at, token.raw, *changed, limits_, report_);
    }
    if (index == edits.front()) continue;
    for (const auto& [name, value] : edit.set) {
      std::erase_if(together.set,
                    [&name = name](const auto& assignment) { return assignment.first == name; });
      together.set.emplace_back(name, value);
    }
    together.remove.insert(together.remove.end(), edit.remove.begin(), edit.remove.end());
  }
  token_.edited = edited_tag(token, together);
  token_.inert_tag.changes = {std::move(together.set), std::move(together.remove)};
}

void PageEditor::closing(std::size_t index, Closing how) {
  if (catching_up_) return forget_closing(index);
  if (!removals_.empty() && skips_closing(index)) return;
  std::optional<std::size_t> level = removals_.level_of(index);
  if (level && removals_[*level].disables) end_disabling(*level);
  // One that is not disabled itself, but inside of what is, would be a second time or would not have been.
  if (inert_.inside() || removals_.may_disable(index)) {
    removals_.keep_inside(index);
    // The text of what is kept may be more than its own bound.
    level = removals_.level_of(index);
  }
  if (how == Closing::before_token && !shows(index) && !elements_[index].is(Tag::head)) {
    token_.leaves_hidden_body_part = true;
  }
  if (!awaited_.empty()) offer_places_of_closing(index, how, Position::end_of);
  if (how == Closing::by_itself) {
    std::erase_if(token_.places_after, [](const PlaceTarget& p) { return p.position == Position::start_of; });
  }
  if (how == Closing::before_token && !program_.removes().empty()) note_missing_end_tag(index);
  if (!awaited_.empty()) offer_places_of_closing(index, how, Position::after);
  if (level) end_level(*level, index, how);
  removals_.element_erased(index);
  forget_closing(index);
}

/// What is known of open elements by their index.
void PageEditor::forget_closing(std::size_t index) {
  inert_.closing(index);
  forget_element(index);
}

/// What is kept beside the stack of open elements.
void PageEditor::forget_element(std::size_t index) {
  std::erase_if(awaited_, [index](const AwaitedPlace& awaited) { return awaited.element == index; });
  for (AwaitedPlace& awaited : awaited_) {
    if (awaited.element > index) --awaited.element;
  }
  matcher_.closing(index);
  open_tags_.closing(index);
}

/// Lets out what no longer has to wait, with the notices that have got their places.
void PageEditor::settle() {
  if (removals_.undecided()) return;
  if (removals_.has_deferred()) {
    for (const PlaceOffer& offer : removals_.take_deferred()) placement_.offer(offer);
  }
  placement_.reached(output_.offset());
  if (placement_.waiting()) return;
  if (!output_.keeping_back() && placement_.all_placed()) return;
  const std::vector<Insertion> insertions = placement_.take();
  if (output_.keeping_back() || !insertions.empty()) output_.release(insertions);
  if (!insertions.empty()) tree_.notice_put_in();
  for (std::size_t i = 0; i < report_.inserts.size() && scope_ == Scope::page; ++i) {
    const auto& placed = placement_.placed(i);
    if (!placed || report_.inserts[i].kind == InsertOutcome::Kind::failed) continue;
    report_.inserts[i] = {.kind = InsertOutcome::Kind::placed, .place = placed->rank};
  }
}

}  // namespace caveat::html
