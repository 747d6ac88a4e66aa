// PageEditor's part that takes elements out.
//
// What comes after an element that was taken out is followed as a browser follows it that reads the page
// without the element. So the state of the page is put back to what it was before (ResumePoint), what
// outlives the element is started again, and a token that has ended it by implication is done again from
// there. A page that is rewritten a second time is then followed in the very same way.
#include <algorithm>
#include <limits>
#include <utility>

#include "html/edit_listing.h"
#include "html/element_mark.h"
#include "html/page_editor.h"
#include "html/tag_lexer.h"

namespace caveat::html {

namespace {

/// The edit with the widest bound decides; one without a bound (0) outdoes all.
std::size_t bound_of(const std::vector<std::size_t>& removes, const Program& program) {
  std::size_t bound = 0;
  for (const std::size_t index : removes) {
    if (program.removes()[index].max_text_bytes == 0) return 0;
    bound = std::max(bound, program.removes()[index].max_text_bytes);
  }
  return bound;
}

}  // namespace

void PageEditor::begin_removal(const std::vector<std::size_t>& removes, std::string_view start_tag) {
  if (removals_.empty()) tree_.formatting().forget_marks();
  const std::size_t element = elements_.size() - 1;
  const std::size_t around = element - tree_.implied_around_current();
  RemovalLevels::Level level{.element = element,
                             .max_text_bytes = bound_of(removes, program_),
                             .begin = 0,
                             .edits = removes,
                             .closers = std::exchange(token_.closers, {}),
                             .deferred = 0};
  // "<" before the element must not begin a tag with the text behind it.
  if (level.closers.empty() && output_.last_byte() == '<') level.closers = "<!---->";
  level.resume.size = around;
  level.resume.outermost = elements_[around].name;
  level.resume.tree = tree_.point_before_current();
  level.resume.ended_formatting = std::exchange(token_.ended_formatting, {});
  level.resume.inert = inert_;
  if (limits_.listed_removals > 0) {
    level.source = {
        .offset = read_ - start_tag.size(), .start_tag = std::string(start_tag), .edits = removes};
  }
  const auto offers = offers_before(level.max_text_bytes == 0, level.closers);
  removals_.begin(std::move(level), offers);
  if (removals_.suppressing()) removals_.innermost().marked = put_element_mark(removes);
}

/// The places before the token stand behind the end tags that are put in for it, if it is taken out; if that
/// is certain, both are done with here.
std::vector<RemovalLevels::Offer> PageEditor::offers_before(bool removed_for_certain, std::string& closers) {
  std::vector<RemovalLevels::Offer> offers;
  std::size_t put = 0;
  const bool implies = tree_.implied_around_current() > 0;
  for (const PlaceBeforeToken& before : token_.places_before) {
    RemovalLevels::Offer offered{.place = {.insert = before.place.insert,
                                           .rank = before.place.rank,
                                           .offset = output_.offset(),
                                           .source = token_.at},
                                 .shift = before.closers,
                                 .if_taken_out = before.if_taken_out && !(before.implied && implies) &&
                                                 (before.closers > 0 || token_.in_sight_before),
                                 .if_it_stays = before.if_it_stays && token_.in_sight_before};
    if (!removed_for_certain) {
      offers.push_back(offered);
      continue;
    }
    output_.put(std::string_view(closers).substr(put, before.closers - put));
    put = before.closers;
    if (offered.if_taken_out) offer(before.place);
  }
  closers.erase(0, put);
  token_.places_before.clear();
  return offers;
}

/// A removal that also withholds needs no mark: what is taken out is not there to be missed.
bool PageEditor::put_element_mark(const std::vector<std::size_t>& removes) {
  const auto unmarked = [this](std::size_t index) {
    const RemoveEdit& edit = program_.removes()[index];
    return edit.max_text_bytes == 0 && edit.mark_html.empty();
  };
  const auto marked = std::ranges::find_if(
      removes, [this](std::size_t index) { return !program_.removes()[index].mark_html.empty(); });
  const std::size_t element = elements_.size() - 1;
  const bool wanted = marked != removes.end() && std::ranges::none_of(removes, unmarked) && element > 0 &&
                      shows(element - 1, &removals_.innermost().resume.ended_formatting);
  if (wanted) output_.put(element_mark(elements_.current().name, program_.removes()[*marked].mark_html));
  return wanted;
}

/// Only that of a formatting element does while others are open in it: those end with the next of these
/// around them, before which their places are then.
bool PageEditor::end_tag_leads_out(std::size_t index) const {
  return index + 1 == elements_.size() || elements_[index].formatting != 0;
}

/// The token has closed the element at `index` by implication.
void PageEditor::note_missing_end_tag(std::size_t index) {
  // An implied element has no tag that could be missed, but a head has to be over.
  const bool ends_head = elements_[index].is(Tag::head) && tree_.implied_around_current() == 0;
  if (elements_[index].implied && !ends_head) return;
  if (end_tag_leads_out(index)) {
    for (PlaceBeforeToken& before : token_.places_before) {
      if (std::exchange(before.moves, false)) before.closers = token_.closers.size();
    }
  }
  // In a noscript element that of another would end the outer one; and it ends with what is around it.
  const bool ends_scope = scope_ == Scope::noscript && elements_[index].name.tag == Tag::noscript;
  if (!ends_scope) token_.closers += open_tags_.end_tag_of(index);
  const std::uint32_t number = elements_[index].formatting;
  if (number == 0) return;
  // An end tag is first for the last of its name that text would open again.
  const Tag tag = elements_[index].name.tag;
  EndedFormatting& ended = token_.ended_formatting;
  const auto last =
      std::find_if(ended.rbegin(), ended.rend(), [tag](const auto& one) { return one.first == tag; });
  const std::uint32_t before =
      last != ended.rend() ? last->second : std::numeric_limits<std::uint32_t>::max();
  for (const std::uint32_t between : tree_.formatting().not_open_between(tag, number, before)) {
    token_.closers += open_tags_.end_tag_of(index);
    ended.emplace_back(tag, between);
  }
  ended.emplace_back(tag, number);
}

/// Whether the element at `index` is closed by a token that has already ended a removal, and will be done
/// again.
bool PageEditor::skips_closing(std::size_t index) {
  if (!token_.ended.skipping) {
    keep_around_inside(index);
    if (!removals_.suppressing()) removals_.bound_snapshots();
    return false;
  }
  if (index < removals_[token_.ended.level].element) {
    keep_around(token_.ended.level, elements_.size());
  } else if (!removals_[token_.ended.level].resume.around) {
    forget_element(index);
  }
  return true;
}

/// The element at `index` is about to change, which is around the levels inside it.
void PageEditor::keep_around_inside(std::size_t index) {
  const std::size_t first = removals_.first_concerned();
  for (std::size_t level = removals_.size(); level-- > first && removals_[level].element > index;) {
    keep_around(level, elements_.size());
  }
}

/// What is around the level is about to change; the first `open` elements are as they were.
void PageEditor::keep_around(std::size_t level, std::size_t open) {
  ResumePoint& point = removals_[level].resume;
  if (point.around || removals_[level].disables) return;
  const auto end = elements_.all().begin() + static_cast<std::ptrdiff_t>(open);
  point.around = std::make_unique<OpenSnapshot>(OpenSnapshot{.elements = {elements_.all().begin(), end},
                                                             .tags = open_tags_.all(),
                                                             .matcher = matcher_,
                                                             .awaited = awaited_,
                                                             .levels = {},
                                                             .innermost = removals_.innermost().number});
  for (std::size_t i = 0; i < level; ++i) {
    point.around->levels.emplace_back(removals_[i].begin, removals_[i].element);
  }
}

void PageEditor::end_level(std::size_t level, std::size_t index, Closing how) {
  token_.ended.level = level;
  const bool before = how == Closing::before_token;
  if (removals_.decide(level) && !removals_[level].disables) {
    token_.ended.outliving = open_tags_.inside(index);
    token_.ended.skipping = true;
    token_.ended.when = before ? EndedRemoval::When::before_token : EndedRemoval::When::after_token;
  } else if (before) {
    end_removal();
  } else {
    token_.ended.when = EndedRemoval::When::after_token;
  }
}

/// Whether what the token does to the tree has to be done again, since it has ended a removal before it.
bool PageEditor::repeats() {
  if (token_.ended.when != EndedRemoval::When::before_token) return false;
  end_removal();
  begin_token();
  return true;
}

/// Whether the element was taken out.
bool PageEditor::end_removal() {
  token_.ended.when = EndedRemoval::When::not_at_all;
  token_.ended.skipping = false;
  std::optional<RemovalLevels::Level> level = removals_.end(token_.ended.level);
  if (!level) return false;
  std::vector<std::uint64_t>& counts = level->disables ? report_.disabled : report_.removed;
  for (const std::size_t index : level->edits) ++counts[index];
  if (level->disables) {
    if (level->source) {
      list_tag(ListedEdit::Kind::disabled, level->edits.front(), level->source->offset,
               level->source->start_tag, {}, limits_, report_);
    }
    return false;
  }
  if (level->source && report_.removals.size() < limits_.listed_removals) {
    report_.removals.push_back(*std::move(level->source));
  }
  if (finishing_) {
    // What has not ended before the page does reaches up to its very end.
    page_end_.cut_off.clear();
    page_end_.text_left_open = false;
  }
  resume(*level);
  for (const OpenTags::Source& source : std::exchange(token_.ended.outliving, {})) start_again(source);
  return true;
}

/// Goes back to what was before the level.
void PageEditor::resume(RemovalLevels::Level& level) {
  const std::size_t size = level.resume.size;
  if (level.resume.around) {
    OpenSnapshot& around = *level.resume.around;
    elements_.assign(around.elements, size);
    open_tags_.assign(around.tags, size);
    matcher_ = around.matcher;
    for (std::size_t i = around.elements.size(); i-- > size;) matcher_.closing(i);
    awaited_ = std::move(around.awaited);
    std::erase_if(awaited_, [size](const AwaitedPlace& awaited) { return awaited.element >= size; });
    for (std::size_t i = 0; i < removals_.size(); ++i) {
      const auto kept =
          std::ranges::find(around.levels, removals_[i].begin, &std::pair<std::uint64_t, std::size_t>::first);
      if (kept != around.levels.end()) removals_[i].element = kept->second;
    }
    removals_.forget_snapshots_since(level);
  }
  while (elements_.size() > size) {
    forget_element(elements_.size() - 1);
    elements_.erase(elements_.size() - 1);
  }
  inert_ = std::move(level.resume.inert);
  plaintext_ = false;
  tree_.go_back(level.resume.tree);
  if (placement_.any_placed()) tree_.notice_put_in();
  for (const auto& [tag, number] : level.resume.ended_formatting) tree_.formatting().remove(tag, number);
  if (level.marked) {
    tree_.text();
  } else {
    matcher_.uncount(size, level.resume.outermost);
  }
}

/// Does what the start tag of an element does that outlives the one around it.
void PageEditor::start_again(const OpenTags::Source& source) {
  TagLexer lexer;
  lexer.start(1, false);
  lexer.advance(source.start_tag);
  const TagToken token = lexer.token(source.start_tag);
  const std::uint64_t read = std::exchange(read_, source.offset + token.raw.size());
  begin_token();
  do {
    tree_.start_tag(token);
  } while (repeats());
  if (!token_.edited) token_.edited = source.start_tag;
  end_token(*token_.edited);
  read_ = read;
}

}  // namespace caveat::html
