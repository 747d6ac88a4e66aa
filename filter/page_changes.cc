#include "filter/page_changes.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "filter/marked_excerpt.h"
#include "filter/mention_places.h"
#include "filter/record_builder.h"
#include "html/page_elements.h"
#include "html/program.h"
#include "html/rewriter.h"
#include "html/seen_text.h"

namespace caveat::filter {
namespace {

using html::ListedEdit;
using ChangeKind = PageChange::Kind;

class DroppedBytes final : public html::ByteSink {
 public:
  void write(std::string_view) override {}
};

html::RewriteReport listed_edits(const rules::Decision& decision, const ReadablePage& page,
                                 std::size_t hold_bytes) {
  html::RewriterLimits limits;
  limits.hold_bytes = hold_bytes;
  limits.listed_removals = kListedPlaces;
  limits.listed_edits = kListedPlaces;
  DroppedBytes sink;
  html::Rewriter rewriter(decision.program, limits, sink, page.charset);
  rewriter.write(page.bytes);
  rewriter.finish();
  return rewriter.report();
}

std::vector<const ListedEdit*> edits_of(const html::RewriteReport& report, ListedEdit::Kind kind) {
  std::vector<const ListedEdit*> edits;
  for (const ListedEdit& edit : report.edits) {
    if (edit.kind == kind) edits.push_back(&edit);
  }
  return edits;
}

class ChangeList {
 public:
  ChangeList(const html::Program& program, const html::RewriteReport& report, const ReadablePage& page)
      : program_(program),
        report_(report),
        page_(page),
        found_(edits_of(report, ListedEdit::Kind::found)),
        mentions_(page.bytes, found_) {}

  std::vector<PageChange> take() {
    for (const ListedEdit* placed : edits_of(report_, ListedEdit::Kind::placed)) add_notice(*placed);
    add_removals();
    for (const ListedEdit* edit : edits_of(report_, ListedEdit::Kind::disabled)) {
      add({.kind = ChangeKind::element_enabled, .owner = program_.disables()[edit->edit].owner}, *edit);
    }
    for (const ListedEdit* edit : edits_of(report_, ListedEdit::Kind::attributes)) {
      add({.kind = ChangeKind::attributes,
           .owner = program_.attributes()[edit->edit].owner,
           .expected = edit->after},
          *edit);
    }
    add_mentions();
    return std::move(changes_);
  }

 private:
  void add_notice(const ListedEdit& placed) {
    const html::InsertEdit& insert = program_.inserts()[placed.edit];
    PageChange change{.owner = insert.owner,
                      .offset = placed.offset,
                      .place = describe_place(insert, report_.inserts[placed.edit].place),
                      .expected = insert.html};
    std::vector<const ListedEdit*> there;
    std::ranges::copy_if(found_, std::back_inserter(there),
                         [&](const ListedEdit* found) { return found->edit == placed.edit; });
    if (there.empty()) {
      change.kind = ChangeKind::notice_missing;
      changes_.push_back(std::move(change));
      return;
    }
    const auto is_same = [&](const ListedEdit* found) { return found->before == insert.html; };
    const auto is_in_place = [&](const ListedEdit* found) {
      return is_same(found) && found->offset == placed.offset;
    };
    auto best = std::ranges::find_if(there, is_in_place);
    const bool in_place = report_.inserts[placed.edit].unchanged && best != there.end();
    if (!in_place) best = std::ranges::find_if(there, is_same);
    const bool same = best != there.end();
    if (!same) best = there.begin();
    if (!in_place) {
      PageChange wrong = change;
      wrong.kind = !same                  ? ChangeKind::notice_differs
                   : is_seen(insert.html) ? ChangeKind::notice_moved
                                          : ChangeKind::notice_hidden;
      set_place(wrong, **best);
      changes_.push_back(std::move(wrong));
    }
    there.erase(best);
    if (there.empty()) return;
    change.kind = ChangeKind::notice_doubled;
    change.count = there.size();
    set_place(change, *there.front());
    changes_.push_back(std::move(change));
  }

  /// Whether a reader can read the words of `markup` anywhere in the page.
  bool is_seen(std::string_view markup) {
    if (!seen_) {
      seen_ = html::seen_text(page_.bytes, page_.charset, page_.bytes.size()).value_or("");
      std::ranges::replace(*seen_, '\n', ' ');
    }
    return seen_->find(readable_markup(markup, "UTF-8")) != std::string::npos;
  }

  void set_place(PageChange& change, const ListedEdit& there) const {
    change.offset = there.offset;
    change.length = there.before.size();
    change.seen = there.before;
  }

  std::set<std::uint32_t> owners_of(const html::ListedRemoval& removal) const {
    std::set<std::uint32_t> owners;
    for (const std::size_t index : removal.edits) owners.insert(program_.removes()[index].owner);
    return owners;
  }

  /// What goes with an element around it that the same rules take out is not told of its own. Inner elements
  /// stand before those around them.
  std::vector<const html::ListedRemoval*> outer_removals() const {
    std::vector<const html::ListedRemoval*> outer;
    for (const html::ListedRemoval& removal : report_.removals) {
      const std::set<std::uint32_t> owners = owners_of(removal);
      while (!outer.empty() && outer.back()->offset > removal.offset &&
             std::ranges::includes(owners, owners_of(*outer.back()))) {
        outer.pop_back();
      }
      outer.push_back(&removal);
    }
    std::ranges::sort(outer, {}, &html::ListedRemoval::offset);
    return outer;
  }

  void add_removals() {
    for (const html::ListedRemoval* listed : outer_removals()) {
      const html::ListedRemoval& removal = *listed;
      const ListedEdit there{.offset = removal.offset, .before = removal.start_tag};
      std::set<std::uint32_t> owners;
      for (const std::size_t index : removal.edits) {
        const html::RemoveEdit& edit = program_.removes()[index];
        if (!owners.insert(edit.owner).second) continue;
        // As rules/actions/withhold.cc marks it.
        const bool withholds = edit.mark_html.find(":withheld\"") != std::string::npos;
        add({.kind = withholds ? ChangeKind::element_not_withheld : ChangeKind::element_left,
             .owner = edit.owner,
             .expected = edit.mark_html},
            there);
      }
    }
  }

  void add_mentions() {
    std::set<const ListedEdit*> satisfied;
    for (const ListedEdit& edit : report_.edits) {
      if (edit.kind == ListedEdit::Kind::labelled) add_label(edit, satisfied);
      if (edit.kind == ListedEdit::Kind::withheld) {
        ListedEdit there = edit;
        there.offset = mentions_.next(edit).value_or(0);
        add({.kind = ChangeKind::mention_not_withheld,
             .owner = program_.withholds()[edit.edit].owner,
             .expected = edit.after},
            there);
      }
    }
    for (const ListedEdit* found : found_) {
      if (found->edit != ListedEdit::kNoInsert || satisfied.contains(found)) continue;
      if (const html::LabelEdit* label = label_of(*found))
        add({.kind = ChangeKind::label_undue, .owner = label->owner}, *found);
    }
  }

  /// Labels of several rules stand one behind the other.
  void add_label(const ListedEdit& edit, std::set<const ListedEdit*>& satisfied) {
    const html::LabelEdit& label = program_.labels()[edit.edit];
    const auto begin = mentions_.next(edit);
    if (!begin) return;
    PageChange change{.kind = ChangeKind::mention_unlabelled, .owner = label.owner, .expected = edit.after};
    ListedEdit there = edit;
    there.offset = *begin;
    std::size_t at = *begin + edit.before.size();
    while (const ListedEdit* found = mentions_.found_at(at)) {
      at += found->before.size();
      if (label_of(*found) != &label) continue;
      satisfied.insert(found);
      if (found->before == edit.after) return;
      change.kind = ChangeKind::label_differs;
      there = *found;
      break;
    }
    add(std::move(change), there);
  }

  const html::LabelEdit* label_of(const ListedEdit& found) const {
    const std::string_view tag = std::string_view(found.before).substr(0, found.before.find('>'));
    for (const html::LabelEdit& label : program_.labels()) {
      if (tag.find("\"" + label.mark + "\"") != std::string_view::npos) return &label;
    }
    return nullptr;
  }

  /// Alike are those of one rule that look the same.
  void add(PageChange change, const ListedEdit& there) {
    const auto alike = places_.find({change.kind, change.owner, there.before});
    if (alike != places_.end()) {
      ++changes_[alike->second].count;
      return;
    }
    set_place(change, there);
    places_.emplace(std::tuple(change.kind, change.owner, there.before), changes_.size());
    changes_.push_back(std::move(change));
  }

  const html::Program& program_;
  const html::RewriteReport& report_;
  const ReadablePage& page_;
  std::optional<std::string> seen_;  ///< the words of the page, once they are asked for
  std::vector<const ListedEdit*> found_;
  MentionPlaces mentions_;
  std::vector<PageChange> changes_;
  std::map<std::tuple<ChangeKind, std::uint32_t, std::string>, std::size_t> places_;
};

/// What every edit of `program` marks its work with.
bool puts_mark(const html::Program& program, std::string_view mark) {
  const auto is_marked = [mark](const auto& edit) { return edit.mark == mark; };
  const std::string attribute = "data-caveat=\"" + std::string(mark) + "\"";
  const auto holds = [&](const std::string& html) { return html.find(attribute) != std::string::npos; };
  return std::ranges::any_of(program.inserts(), is_marked) ||
         std::ranges::any_of(program.labels(), is_marked) ||
         std::ranges::any_of(program.disables(), is_marked) ||
         std::ranges::any_of(program.removes(), holds, &html::RemoveEdit::mark_html) ||
         std::ranges::any_of(program.withholds(), holds, &html::WithholdEdit::html);
}

/// Whether the page says `data-caveat` of a mark that `program` does not put, be it in a comment.
bool may_have_undue_mark(const html::Program* program, std::string_view page) {
  constexpr std::string_view kAttribute = "data-caveat";
  std::string_view last;
  for (std::size_t at = page.find(kAttribute); at != std::string_view::npos; at = page.find(kAttribute, at)) {
    at += kAttribute.size();
    std::string_view rest = page.substr(at, 300);
    if (rest.starts_with("-disabled")) continue;
    if (program == nullptr || !rest.starts_with("=\"")) return true;
    rest.remove_prefix(2);
    rest = rest.substr(0, rest.find('"'));
    if (rest == last) continue;
    if (!puts_mark(*program, rest)) return true;
    last = rest;
  }
  return false;
}

}  // namespace

std::vector<PageChange> page_changes(const rules::Decision& decision, const ReadablePage& page,
                                     std::size_t hold_bytes) {
  return page_changes(decision, page, listed_edits(decision, page, hold_bytes));
}

std::vector<PageChange> page_changes(const rules::Decision& decision, const ReadablePage& page,
                                     const html::RewriteReport& report) {
  return ChangeList(*decision.program, report, page).take();
}

std::vector<PageMark> undue_marks(const html::Program* program, std::string_view readable_page) {
  std::vector<PageMark> marks;
  if (!may_have_undue_mark(program, readable_page)) return marks;
  const auto elements = html::find_elements(readable_page, {}, html::RewriterLimits().token_bytes);
  if (!elements) return marks;
  for (const html::MarkedElement& element : elements->marked) {
    if (program != nullptr && puts_mark(*program, element.mark)) continue;
    const std::size_t end = readable_page.find('>', element.offset);
    const std::size_t length = std::min(end, readable_page.size() - 1) + 1 - element.offset;
    marks.push_back({element.mark, element.language, element.offset, length});
  }
  return marks;
}

}  // namespace caveat::filter
