#include "studio/page_marks.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "filter/marked_excerpt.h"
#include "filter/page_body.h"
#include "filter/page_changes.h"
#include "filter/passage.h"
#include "rules/ascii_case.h"
#include "studio/page_copy.h"

namespace caveat::studio {

namespace {

namespace json = boost::json;
using filter::PageChange;
using ChangeKind = filter::PageChange::Kind;

constexpr std::size_t kMostMarks = 2000;
constexpr std::string_view kComment = "<!--caveat-mark-";

struct Mark {
  std::string kind;
  rules::Reason reason;
  PageChange change;
  bool in_original = true;  ///< `change` is a place there
  bool in_head = false;     ///< of the page, where nothing is shown
};

std::string_view kind_of(const PageChange& change) {
  switch (change.kind) {
    case ChangeKind::notice_missing:
    case ChangeKind::notice_differs:
    case ChangeKind::notice_moved:
    case ChangeKind::notice_hidden:
      return "insert";
    case ChangeKind::notice_doubled:
    case ChangeKind::label_undue:
      return "remove";
    case ChangeKind::element_left:
      return change.expected.empty() ? "remove" : "replace";
    case ChangeKind::element_not_withheld:
    case ChangeKind::mention_not_withheld:
      return "withhold";
    case ChangeKind::element_enabled:
      return "disable";
    case ChangeKind::attributes:
      return "attribute";
    case ChangeKind::mention_unlabelled:
    case ChangeKind::label_differs:
      return "label";
  }
  return "insert";
}

/// The key of the rule that does such a thing.
std::string_view key_of(std::string_view kind) {
  if (kind == "attribute") return "attributes";
  return kind == "header" ? "headers" : kind;
}

bool is_element(const PageChange& change) {
  return change.kind == ChangeKind::element_left || change.kind == ChangeKind::element_not_withheld ||
         change.kind == ChangeKind::element_enabled || change.kind == ChangeKind::attributes;
}

bool is_mention(const PageChange& change) {
  return change.kind == ChangeKind::mention_unlabelled || change.kind == ChangeKind::mention_not_withheld;
}

const rules::RuleTrace* trace_of(const ServedPage& served, const rules::Reason& reason) {
  const auto found = std::ranges::find_if(served.traces, [&](const rules::RuleTrace& trace) {
    return trace.rule.pack == reason.pack && trace.rule.rule == reason.rule;
  });
  return found == served.traces.end() ? nullptr : &*found;
}

int line_of(const ServedPage& served, const Mark& mark) {
  const rules::RuleTrace* trace = trace_of(served, mark.reason);
  if (trace == nullptr) return mark.reason.line;
  for (const rules::ActionTrace& action : trace->actions) {
    if (action.key == key_of(mark.kind) && action.line > 0) return action.line;
  }
  return mark.reason.line;
}

/// The start tag of a mark of our own, with the number at which the list of marks calls it.
std::string span(const std::string& id, std::string_view kind, std::string_view more = "") {
  return "<span" + PageCopy::mark_attributes(id, kind) + std::string(more) + ">";
}

constexpr std::string_view kTakenOut = "&#10005;";
constexpr std::string_view kPutIn = "+";
constexpr std::string_view kUnseen = "&#9679;";

/// A mark for what cannot be seen itself.
std::string stand_in(const std::string& id, std::string_view kind, std::string_view sign) {
  return span(id, kind, " data-caveat-gap").append(sign).append("</span>");
}

/// Whether browsers show nothing of the element, wherever it stands.
bool is_unseen(std::string_view start_tag) {
  constexpr std::string_view kNames[] = {"script", "link", "meta", "style", "base", "title", "template"};
  const std::string_view tag = start_tag.substr(0, start_tag.find_first_of(" \t\n\f\r/>"));
  return std::ranges::any_of(kNames, [&](std::string_view name) {
    return !tag.empty() && rules::equal_ignoring_case(tag.substr(1), name);
  });
}

class Marker {
 public:
  Marker(const std::shared_ptr<const rules::RuleSet>& rules, const rules::Facts& facts,
         const ServedPage& served, filter::ReadablePage original, std::string_view secret)
      : rules_(rules),
        facts_(facts),
        served_(served),
        original_(std::move(original)),
        prefix_(mark_prefix(secret, original_.bytes)) {}

  MarkedPages take() {
    find_changes();
    MarkedPages out;
    out.original = {marked_original(), original_.charset};
    out.served = marked_served();
    for (std::size_t i = 0; i < marks_.size(); ++i) out.marks.push_back(json_of(i));
    return out;
  }

 private:
  void find_changes() {
    if (served_.decision.program == nullptr) return;
    const auto changes =
        filter::page_changes(served_.decision, original_, filter::PassageLimits().hold_bytes);
    const std::size_t body = filter::body_of(original_.bytes);
    for (const PageChange& change : changes) {
      if (marks_.size() == kMostMarks) break;
      const std::string_view kind = kind_of(change);
      const bool leaves_something = kind == "replace" || kind == "withhold";
      marks_.push_back({.kind = std::string(kind),
                        .reason = served_.decision.reasons[change.owner],
                        .change = change,
                        .in_head = is_element(change) && !leaves_something && change.offset < body});
    }
  }

  std::string marked_original() const {
    PageCopy copy(original_.bytes, prefix_);
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      const PageChange& change = marks_[i].change;
      const bool is_there = original_.bytes.compare(change.offset, change.length, change.seen) == 0;
      const bool is_at_an_element = is_element(change) || change.kind == ChangeKind::notice_doubled ||
                                    change.kind == ChangeKind::label_undue;
      if (is_element(change) && !marks_[i].in_head && is_unseen(change.seen)) {
        copy.insert(change.offset, stand_in(id_of(i), marks_[i].kind, kUnseen));
      } else if (!is_at_an_element && change.length == 0) {
        copy.insert(change.offset, stand_in(id_of(i), marks_[i].kind, kPutIn));
      } else if (!is_at_an_element && is_mention(change) && is_there) {
        copy.insert(change.offset, span(id_of(i), marks_[i].kind));
        copy.insert(change.offset + change.length, "</span>");
      } else {
        copy.mark_element(change.offset, id_of(i), marks_[i].kind);
      }
    }
    return std::move(copy).take();
  }

  /// Served again with comments at the places of elements, which nothing that rules ask for can see. nullopt
  /// if that comes out otherwise all the same.
  std::optional<std::string> served_with_comments(const filter::ResponseHead& head,
                                                  const std::string& plain) const {
    if (original_.bytes.find(kComment) != std::string::npos) return std::nullopt;
    std::vector<std::pair<std::size_t, std::size_t>> places;
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      if (is_element(marks_[i].change)) places.emplace_back(marks_[i].change.offset, i);
    }
    std::ranges::sort(places);
    std::string page;
    std::size_t from = 0;
    for (const auto& [offset, index] : places) {
      page += original_.bytes.substr(from, offset - from);
      page += std::string(kComment) + std::to_string(index) + "-->";
      from = offset;
    }
    page += original_.bytes.substr(from);
    const std::string body = serve_page(rules_, facts_, {head, page}).body;
    std::string bare;
    std::size_t at = 0;
    for (std::size_t next = body.find(kComment); next != std::string::npos; next = body.find(kComment, at)) {
      bare += body.substr(at, next - at);
      const std::size_t end = body.find("-->", next);
      if (end == std::string::npos) return std::nullopt;
      at = end + 3;
    }
    bare += body.substr(at);
    return bare == plain ? std::optional(body) : std::nullopt;
  }

  MarkedCopy marked_served() {
    filter::ResponseHead head;
    head.status = served_.facts.status.value_or(200);
    head.fields.append("Content-Type", "text/html; charset=" + original_.charset);
    const std::string plain = serve_page(rules_, facts_, {head, original_.bytes}).body;
    const auto commented = served_with_comments(head, plain);
    PageCopy copy(commented.value_or(plain), prefix_);
    if (commented) mark_comments(copy);
    mark_notices(copy);
    return {std::move(copy).take(), original_.charset};
  }

  void mark_comments(PageCopy& copy) const {
    const std::string& page = copy.page();
    for (std::size_t at = page.find(kComment); at != std::string::npos; at = page.find(kComment, at + 1)) {
      const std::size_t end = page.find("-->", at) + 3;
      const std::size_t index = std::stoul(page.substr(at + kComment.size(), 10));
      const Mark& mark = marks_[index];
      const bool is_there = mark.kind == "attribute" || mark.kind == "disable";
      std::string in_its_place;
      // What shows something would end the head.
      if (!mark.in_head && is_there && is_unseen(mark.change.seen)) {
        in_its_place = stand_in(id_of(index), mark.kind, kUnseen);
      } else if (!mark.in_head &&
                 (mark.kind == "remove" || !copy.mark_element(end, id_of(index), mark.kind))) {
        in_its_place = stand_in(id_of(index), mark.kind, kTakenOut);
      }
      copy.replace(at, end - at, std::move(in_its_place));
    }
  }

  /// Notices, labels and marks of what was withheld bear the rule's name (data-caveat). What took the place
  /// of an element has been found by its comment already.
  void mark_notices(PageCopy& copy) {
    std::set<std::size_t> used;
    for (const filter::PageMark& there : filter::undue_marks(nullptr, copy.page())) {
      if (copy.has_mark(there.offset)) continue;
      const std::string_view kind = kind_named(there.mark);
      std::size_t index = 0;
      while (index < marks_.size() && (used.contains(index) || !stands_for(marks_[index], there.mark, kind)))
        ++index;
      if (index == marks_.size()) {
        // It stood in the page already, or is one of several that are alike.
        const rules::Reason* reason = reason_of(there.mark);
        if (reason == nullptr || kind == "disable" || marks_.size() >= kMostMarks) continue;
        marks_.push_back({.kind = std::string(kind), .reason = *reason, .change = {}, .in_original = false});
      }
      used.insert(index);
      copy.mark_element(there.offset, id_of(index), marks_[index].kind);
    }
  }

  /// "p/r" is of a notice that was put in, "p/r:withheld" of what stands for a passage that was withheld.
  static std::string_view kind_named(std::string_view mark) {
    const std::string_view what = mark.substr(std::min(mark.find(':'), mark.size()));
    if (what.empty()) return "insert";
    if (what == ":withheld") return "withhold";
    if (what == ":replaced") return "replace";
    return what == ":disabled" ? "disable" : "label";
  }

  static bool stands_for(const Mark& mark, std::string_view name, std::string_view kind) {
    const std::string own = mark.reason.pack + "/" + mark.reason.rule;
    return mark.kind == kind && (name == own || name.starts_with(own + ":"));
  }

  const rules::Reason* reason_of(std::string_view mark) const {
    for (const rules::Reason& reason : served_.decision.reasons) {
      const std::string own = reason.pack + "/" + reason.rule;
      if (mark == own || mark.starts_with(own + ":")) return &reason;
    }
    return nullptr;
  }

  std::string id_of(std::size_t index) const { return prefix_ + std::to_string(index + 1); }

  json::object json_of(std::size_t index) const {
    const Mark& mark = marks_[index];
    const bool shows_expected = mark.kind == "insert" || mark.kind == "label";
    const std::string& markup = shows_expected ? mark.change.expected : mark.change.seen;
    json::object out{
        {"id", std::to_string(index + 1)},
        {"anchor", id_of(index)},
        {"badge", badge_of(id_of(index))},
        {"in_head", mark.in_head},
        {"kind", mark.kind},
        {"pack", mark.reason.pack},
        {"rule", mark.reason.rule},
        {"file", mark.reason.file},
        {"line", line_of(served_, mark)},
        {"text", shows_expected ? filter::readable_markup(markup, original_.charset)
                                : filter::marked_excerpt({markup, original_.charset}, 0, 0).text},
        {"place", mark.change.place},
        {"count", mark.change.count}};
    if (mark.in_original) out["before_offset"] = mark.change.offset;
    return out;
  }

  const std::shared_ptr<const rules::RuleSet>& rules_;
  const rules::Facts& facts_;
  const ServedPage& served_;
  filter::ReadablePage original_;
  std::string prefix_;
  std::vector<Mark> marks_;
};

/// What is not at a place in the page.
void add_marks_of_response(const rules::RuleSet& rules, const ServedPage& served, json::array& marks) {
  const auto packs = rules.packs();
  for (const rules::RuleTrace& trace : served.traces) {
    if (trace.applies != rules::Held::yes || trace.rule.shadow) continue;
    for (const rules::ActionTrace& action : trace.actions) {
      const bool answers = action.key == "block" || action.key == "acknowledge";
      if (!answers && action.key != "headers") continue;
      std::string text = action.notice;
      for (const rules::PackSummary& pack : packs) {
        for (const rules::RuleSummary& rule : pack.rules) {
          if (answers || pack.id != trace.rule.pack || rule.id != trace.rule.rule) continue;
          for (const std::string& field : rule.fields) text += (text.empty() ? "" : ", ") + field;
        }
      }
      marks.push_back(json::object{{"id", std::to_string(marks.size() + 1)},
                                   {"kind", answers ? std::string_view(action.key) : "header"},
                                   {"pack", trace.rule.pack},
                                   {"rule", trace.rule.rule},
                                   {"file", trace.rule.file},
                                   {"line", action.line > 0 ? action.line : trace.rule.line},
                                   {"text", text},
                                   {"place", ""},
                                   {"count", 1}});
    }
  }
}

}  // namespace

MarkedPages mark_pages(const std::shared_ptr<const rules::RuleSet>& rules, const rules::Facts& facts,
                       const SiteResponse& original, const ServedPage& served, std::string_view secret) {
  MarkedPages out;
  auto readable = is_page(original.head) ? filter::readable_page(original.body, charset_of(original.head))
                                         : std::optional<filter::ReadablePage>();
  const bool is_answer = served.decision.verdict == rules::Decision::Verdict::block ||
                         served.decision.verdict == rules::Decision::Verdict::acknowledge ||
                         served.record.ending == filter::Ending::refused;
  if (readable && !is_answer) {
    out = Marker(rules, facts, served, *std::move(readable), secret).take();
  } else {
    out.original = {original.body, readable ? readable->charset : charset_of(original.head), !readable};
    if (readable) out.original.bytes = readable->bytes;
    out.served = {served.body, charset_of(served.head), !readable && !is_answer};
  }
  add_marks_of_response(*rules, served, out.marks);
  return out;
}

}  // namespace caveat::studio
