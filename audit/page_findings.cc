#include "audit/page_findings.h"

#include <algorithm>
#include <map>
#include <utility>

#include "filter/marked_excerpt.h"
#include "filter/page_changes.h"

namespace caveat::audit {
namespace {

using Change = filter::PageChange;

/// The `lang` of a notice of ours, in whatever quotes somebody else has put it.
std::string_view language_of(std::string_view html) {
  constexpr std::string_view kAttribute = " lang=";
  const std::string_view tag = html.substr(0, html.find('>'));
  const std::size_t at = tag.find(kAttribute);
  if (at == std::string_view::npos) return {};
  std::string_view value = tag.substr(at + kAttribute.size());
  if (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
  return value.substr(0, value.find_first_of("\"' />"));
}

/// A notice that has lost its language is changed, whatever else it is.
bool is_in_another_language(const Change& change) {
  const std::string_view seen = language_of(change.seen);
  return !seen.empty() && seen != language_of(change.expected);
}

FindingKind kind_of(const Change& change) {
  switch (change.kind) {
    case Change::Kind::notice_missing:
    case Change::Kind::notice_hidden:
      return FindingKind::notice_missing;
    case Change::Kind::notice_differs:
      return is_in_another_language(change) ? FindingKind::notice_language : FindingKind::notice_outdated;
    case Change::Kind::notice_moved:
      return FindingKind::notice_misplaced;
    case Change::Kind::notice_doubled:
      return FindingKind::notice_doubled;
    case Change::Kind::element_left:
    case Change::Kind::element_enabled:
      return FindingKind::widget_left;
    case Change::Kind::element_not_withheld:
    case Change::Kind::mention_not_withheld:
      return FindingKind::passage_not_withheld;
    case Change::Kind::attributes:
      return FindingKind::attribute_unchanged;
    case Change::Kind::mention_unlabelled:
      return FindingKind::mention_unlabelled;
    case Change::Kind::label_differs:
      return FindingKind::notice_outdated;
    case Change::Kind::label_undue:
      break;
  }
  return FindingKind::notice_undue;
}

Severity one_less(Severity severity) {
  return severity == Severity::high ? Severity::medium : Severity::low;
}

/// The rule's, but where its duty was met after a fashion, or somebody else's was.
Severity severity_by_kind(FindingKind kind, Severity rule) {
  switch (kind) {
    case FindingKind::notice_doubled:
      return Severity::low;
    case FindingKind::notice_misplaced:
    case FindingKind::notice_undue:
    case FindingKind::block_undue:
      return one_less(rule);
    default:
      return rule;
  }
}

void mark_place(const filter::ReadablePage& page, std::size_t offset, std::size_t length, Finding& finding) {
  filter::MarkedExcerpt excerpt = filter::marked_excerpt(page, offset, length);
  finding.excerpt = std::move(excerpt.text);
  finding.excerpt_mark = excerpt.mark;
  finding.excerpt_length = excerpt.length;
}

std::string quoted_text(std::string_view markup, const std::string& charset) {
  return "\"" + filter::readable_markup(markup, charset) + "\"";
}

/// `markup` of the page, as it stands there.
std::string as_markup(std::string_view markup, const filter::ReadablePage& page) {
  return filter::marked_excerpt({std::string(markup), page.charset}, 0, markup.size()).text;
}

void describe(const Change& change, const filter::ReadablePage& page, Finding& finding) {
  const std::string due = change.expected.empty() ? "" : quoted_text(change.expected, "UTF-8");
  const auto words = [&] { return quoted_text(change.seen, page.charset); };
  switch (change.kind) {
    case Change::Kind::notice_missing:
      finding.expected = "at " + change.place + ": " + due;
      finding.seen = "no such notice";
      break;
    case Change::Kind::notice_differs:
      finding.expected = due;
      finding.seen = words();
      if (finding.kind == FindingKind::notice_language) {
        finding.expected = "in " + std::string(language_of(change.expected)) + ": " + finding.expected;
        finding.seen = "in " + std::string(language_of(change.seen)) + ": " + finding.seen;
      }
      break;
    case Change::Kind::notice_moved:
      finding.expected = "at " + change.place + ": " + due;
      finding.seen = "the notice, elsewhere";
      break;
    case Change::Kind::notice_hidden:
      finding.expected = "at " + change.place + ": " + due;
      finding.seen = "the notice, where no reader sees it";
      break;
    case Change::Kind::notice_doubled:
      finding.expected = "once: " + due;
      finding.seen = "once more: " + words();
      break;
    case Change::Kind::element_left:
      finding.expected = due.empty() ? "not in the page" : "in its place: " + due;
      finding.seen = as_markup(change.seen, page);
      break;
    case Change::Kind::element_enabled:
      finding.expected = "without use, with the reason beside it";
      finding.seen = as_markup(change.seen, page);
      break;
    case Change::Kind::attributes:
      finding.expected = as_markup(change.expected, page);
      finding.seen = as_markup(change.seen, page);
      break;
    case Change::Kind::element_not_withheld:
    case Change::Kind::mention_not_withheld:
      finding.expected = "in its place: " + due;
      finding.seen = as_markup(change.seen, page);
      break;
    case Change::Kind::mention_unlabelled:
      finding.expected = "behind it: " + due;
      finding.seen = words() + " without a label";
      break;
    case Change::Kind::label_differs:
      finding.expected = due;
      finding.seen = words();
      break;
    case Change::Kind::label_undue:
      finding.expected = "no label here";
      finding.seen = words();
      break;
  }
}

std::vector<Finding> findings_of_outcome(const filter::RuleOutcome& outcome, const BookedRule& rule) {
  std::vector<Finding> findings;
  const auto add = [&](FindingKind kind, std::uint64_t count, std::string expected, std::string seen) {
    if (count == 0) return;
    Finding finding = finding_of(kind, rule);
    finding.count = static_cast<std::size_t>(count);
    finding.expected = std::move(expected);
    finding.seen = std::move(seen);
    findings.push_back(std::move(finding));
  };
  const bool put_in = outcome.notice == "placed" || outcome.notice == "fallback";
  add(FindingKind::notice_missing, put_in ? 1 : 0, "at " + outcome.place, "no such notice, or another one");
  add(FindingKind::widget_left, outcome.removed, "not in the page", "elements to be removed");
  add(FindingKind::widget_left, outcome.disabled, "without use", "elements to be disabled");
  add(FindingKind::mention_unlabelled, outcome.labelled, "labelled", "mentions to be labelled");
  add(FindingKind::passage_not_withheld, outcome.withheld, "withheld", "mentions to be withheld");
  add(FindingKind::attribute_unchanged, outcome.attributes_changed, "changed", "attributes to be changed");
  return findings;
}

}  // namespace

Finding finding_of(FindingKind kind, const BookedRule& rule) {
  Finding finding;
  finding.kind = kind;
  finding.severity = severity_by_kind(kind, rule.severity);
  finding.pack = rule.pack;
  finding.rule = rule.rule;
  finding.rule_place = rule.place;
  return finding;
}

std::vector<Finding> findings_in_page(const rules::Decision& decision, const filter::Record& record,
                                      const filter::PageReport& report, const ArchivedPage& page,
                                      const RuleBook& book) {
  std::vector<Finding> findings;
  const filter::ReadablePage* readable = page.readable();
  if (readable != nullptr) {
    for (const Change& change : filter::page_changes(decision, *readable, report)) {
      Finding finding = finding_of(kind_of(change), book.rule_of(decision.reasons[change.owner]));
      finding.count = change.count;
      describe(change, *readable, finding);
      mark_place(*readable, change.offset, change.length, finding);
      findings.push_back(std::move(finding));
    }
  }
  return findings.empty() ? findings_of_record(decision, record, book) : findings;
}

std::vector<Finding> findings_of_record(const rules::Decision& decision, const filter::Record& record,
                                        const RuleBook& book) {
  std::vector<Finding> findings;
  for (const filter::RuleOutcome& outcome : record.rules) {
    if (outcome.shadow) continue;
    auto some = findings_of_outcome(outcome, book.rule_of(outcome.pack + "/" + outcome.rule));
    std::ranges::move(some, std::back_inserter(findings));
  }
  if (!findings.empty()) return findings;
  // The Record names nothing of it: what is certain is that the page is not what would be served.
  for (const rules::Reason& reason : decision.reasons) {
    if (reason.shadow) continue;
    Finding finding = finding_of(FindingKind::widget_left, book.rule_of(reason));
    finding.expected = "the page as the rule leaves it";
    finding.seen = "a page that the rule would still change";
    findings.push_back(std::move(finding));
    break;
  }
  return findings;
}

std::vector<Finding> undue_findings(const rules::Decision& decision, const ArchivedPage& page,
                                    const RuleBook& book) {
  std::vector<Finding> findings;
  const filter::ReadablePage* readable = page.may_have_marks() ? page.readable() : nullptr;
  if (readable == nullptr) return findings;
  std::map<std::string, std::size_t> known;  // by mark
  for (const filter::PageMark& mark : filter::undue_marks(decision.program.get(), readable->bytes)) {
    const auto [place, first] = known.try_emplace(mark.mark, findings.size());
    if (!first) {
      ++findings[place->second].count;
      continue;
    }
    Finding finding = finding_of(FindingKind::notice_undue, book.rule_of(mark.mark));
    finding.expected = "no notice of this rule";
    finding.seen = as_markup(std::string_view(readable->bytes).substr(mark.offset, mark.length), *readable);
    mark_place(*readable, mark.offset, mark.length, finding);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace caveat::audit
