#include "filter/trial_findings.h"

#include <algorithm>
#include <set>
#include <utility>

#include "filter/media_type.h"
#include "filter/readable_page.h"
#include "filter/shown_notices.h"
#include "html/ascii.h"
#include "html/page_elements.h"
#include "html/rewriter.h"
#include "html/seen_text.h"
#include "html/text_folding.h"
#include "rules/widget_search.h"

namespace caveat::filter {
namespace {

constexpr std::string_view kAsServed = "the page as served";
constexpr std::string_view kAsItCame = "the page as it came";
constexpr std::string_view kTextAsServed = "the text of the page as served";

std::string count(std::size_t number, std::string_view one) {
  return std::to_string(number) + " " + std::string(one) + (number == 1 ? "" : "s");
}

std::string in_quotes(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string joined(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

ReadablePage readable(std::string_view bytes, std::string_view content_type) {
  const auto type = media_type_of(content_type);
  auto page = readable_page(std::string(bytes), type ? type->charset : "");
  return page ? *std::move(page) : ReadablePage{};
}

/// Compares one Trial with its test, expectation by expectation.
class Comparison {
 public:
  Comparison(const rules::PackTest& test, const rules::PackSummary& pack, const Trial& trial,
             std::string_view page, const rules::WidgetCatalogue& catalogue)
      : test_(test),
        pack_(pack),
        trial_(trial),
        catalogue_(catalogue),
        served_(readable(trial.body, trial.head.fields.combined("Content-Type"))),
        original_(readable(page, test.response_type)) {}

  std::vector<TrialFinding> compare() {
    compare_status();
    compare_notices();
    compare_removed();
    compare_elements();
    compare_text();
    compare_fields();
    return std::move(findings_);
  }

 private:
  TrialFinding& add(std::string expectation, std::string expected, std::string got) {
    TrialFinding& finding = findings_.emplace_back();
    finding.expectation = std::move(expectation);
    finding.expected = std::move(expected);
    finding.got = std::move(got);
    return finding;
  }

  void show(TrialFinding& finding, std::string_view what, std::string_view bytes, std::size_t offset) {
    finding.place = place_in_page(bytes, offset);
    finding.place_of = what;
  }

  void compare_status() {
    const int status = trial_.head.status;
    const std::string& failure = trial_.record.failure;
    const std::string why = failure.empty() ? "" : " (" + failure + ")";
    if (trial_.record.ending == Ending::aborted) {
      add("status", "a page that is served whole", "a page that breaks off" + why).reasons = applying_rules();
    }
    if (!test_.expect.status || *test_.expect.status == status) return;
    add("status", std::to_string(*test_.expect.status), std::to_string(status) + why).reasons =
        applying_rules();
  }

  void compare_notices() {
    const auto shown = shown_notices(pack_, trial_, served_.bytes);
    if (test_.expect.notices) {
      const std::set<std::string> expected(test_.expect.notices->begin(), test_.expect.notices->end());
      std::set<std::string> got;
      for (const ShownNotice& notice : shown) got.insert(notice.name);
      if (got != expected) add_notices(expected, got, shown);
    }
    if (test_.expect.language.empty()) return;
    for (const ShownNotice& notice : shown) {
      if (notice.language.empty() || html::equal_ignoring_ascii_case(notice.language, test_.expect.language))
        continue;
      TrialFinding& finding = add("language", test_.expect.language, notice.name + " in " + notice.language);
      if (notice.offset) show(finding, kAsServed, served_.bytes, *notice.offset);
    }
    if (shown.empty() && !test_.expect.notices)
      add("language", "a notice in " + test_.expect.language, "no notice").reasons = applying_rules();
  }

  void add_notices(const std::set<std::string>& expected, const std::set<std::string>& got,
                   const std::vector<ShownNotice>& shown) {
    TrialFinding& finding = add("notices", joined(expected), joined(got));
    for (const std::string& name : expected) {
      if (!got.contains(name)) append_reasons_against(name, finding.reasons);
    }
    for (const ShownNotice& notice : shown) {
      if (expected.contains(notice.name)) continue;
      for (std::string& reason : applying_rules()) finding.reasons.push_back(std::move(reason));
      if (notice.offset) show(finding, kAsServed, served_.bytes, *notice.offset);
      break;
    }
  }

  /// Why no rule shows that notice.
  void append_reasons_against(const std::string& notice, std::vector<std::string>& reasons) const {
    for (const rules::RuleSummary& rule : pack_.rules) {
      const bool may_show =
          rule.answer_notice == notice ||
          std::ranges::any_of(rule.notices, [&](const auto& one) { return one.notice == notice; });
      if (!may_show) continue;
      const auto trace = std::ranges::find(trial_.traces, rule.id,
                                           [](const rules::RuleTrace& one) { return one.rule.rule; });
      if (trace == trial_.traces.end()) continue;
      reasons.push_back(trace->applies == rules::Held::no ? first_failure(*trace) : applied(*trace));
    }
  }

  std::vector<std::string> applying_rules() const {
    std::vector<std::string> reasons;
    for (const rules::RuleTrace& trace : trial_.traces) {
      reasons.push_back(trace.applies == rules::Held::no ? first_failure(trace) : applied(trace));
    }
    return reasons;
  }

  static std::string applied(const rules::RuleTrace& trace) {
    return trace.rule.rule + " applies" +
           (trace.rule.shadow ? ", but only in shadow mode, which changes no page" : "") + " (" +
           trace.rule.file + ":" + std::to_string(trace.rule.line) + ")";
  }

  static std::string first_failure(const rules::RuleTrace& trace) {
    for (const rules::ConditionTrace& condition : trace.conditions) {
      if (condition.held != rules::Held::no) continue;
      return trace.rule.rule + " does not apply: " + condition.key + ": " + condition.why + " (" +
             trace.rule.file + ":" + std::to_string(condition.line) + ")";
    }
    return trace.rule.rule + " does not apply";
  }

  void compare_removed() {
    if (!test_.expect.removed) return;
    if (test_.expect.removed->empty()) return compare_none_removed();
    for (const std::string& kind : *test_.expect.removed) {
      const auto before = rules::find_widgets(original_.bytes, catalogue_, kind);
      const auto after = rules::find_widgets(served_.bytes, catalogue_, kind);
      if (!before || !after) continue;
      if (before->empty()) {
        add("removed", kind, "no " + kind + " widget was on the page to begin with");
      } else if (!after->empty()) {
        TrialFinding& finding = add("removed", kind, count(after->size(), kind + " widget") + " left");
        finding.reasons = applying_rules();
        show(finding, kAsServed, served_.bytes, after->front().offset);
      }
    }
  }

  void compare_none_removed() {
    for (const RuleOutcome& rule : trial_.record.rules) {
      if (rule.removed == 0) continue;
      add("removed", "nothing", "elements taken out by " + rule.rule);
    }
  }

  void compare_elements() {
    for (const std::string& text : test_.expect.absent) {
      const auto found = elements(served_, text);
      if (found.empty()) continue;
      TrialFinding& finding = add("absent", "nothing that matches " + text, count(found.size(), "element"));
      show(finding, kAsServed, served_.bytes, found.front().offset);
    }
    for (const std::string& text : test_.expect.present) {
      if (!elements(served_, text).empty()) continue;
      const auto before = elements(original_, text);
      TrialFinding& finding =
          add("present", "an element that matches " + text,
              before.empty() ? "none; nor was there any to begin with" : "none; it was taken out");
      if (!before.empty()) show(finding, kAsItCame, original_.bytes, before.front().offset);
    }
  }

  static std::vector<html::MatchingElement> elements(const ReadablePage& page, const std::string& text) {
    const auto selector = html::SelectorList::parse(text);
    if (!selector) return {};
    auto found = html::find_elements(page.bytes, {&*selector, 1}, html::RewriterLimits().token_bytes);
    return found ? std::move(found->matching) : std::vector<html::MatchingElement>();
  }

  void compare_text() {
    if (test_.expect.text.empty() && test_.expect.no_text.empty()) return;
    const std::string served = text_of(served_);
    const std::u32string folded = html::fold_text(served);
    const std::u32string before = html::fold_text(text_of(original_));
    const auto has = [](const std::u32string& text, const std::string& words) {
      return text.find(html::fold_text(words)) != std::u32string::npos;
    };
    for (const std::string& words : test_.expect.text) {
      if (has(folded, words)) continue;
      add("text", in_quotes(words), has(before, words) ? "not on the page any more" : "not on the page");
    }
    for (const std::string& words : test_.expect.no_text) {
      if (!has(folded, words)) continue;
      TrialFinding& finding = add("no_text", "not " + in_quotes(words), "these words are on the page");
      show(finding, kTextAsServed, served, line_with(served, words));
    }
  }

  static std::string text_of(const ReadablePage& page) {
    return html::seen_text(page.bytes, page.charset, html::RewriterLimits().token_bytes).value_or("");
  }

  /// Where the line begins that has these words; 0 if they are on several.
  static std::size_t line_with(const std::string& text, const std::string& words) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string line = text.substr(begin, end - begin);
      if (html::fold_text(line).find(html::fold_text(words)) != std::u32string::npos) {
        const std::size_t as_written = line.find(words);
        return begin + (as_written == std::string::npos ? 0 : as_written);
      }
      begin = end + 1;
    }
    return 0;
  }

  void compare_fields() {
    for (const auto& [name, value] : test_.expect.headers) {
      const std::string got = trial_.head.fields.combined(name);
      if (got == value) continue;
      add("headers", name + (value.empty() ? " not there" : ": " + value),
          got.empty() ? "no such field" : name + ": " + got);
    }
  }

  const rules::PackTest& test_;
  const rules::PackSummary& pack_;
  const Trial& trial_;
  const rules::WidgetCatalogue& catalogue_;
  ReadablePage served_;
  ReadablePage original_;
  std::vector<TrialFinding> findings_;
};

}  // namespace

std::vector<TrialFinding> findings_of(const rules::PackTest& test, const rules::PackSummary& pack,
                                      const Trial& trial, std::string_view page,
                                      const rules::WidgetCatalogue& catalogue) {
  return Comparison(test, pack, trial, page, catalogue).compare();
}

}  // namespace caveat::filter
