#include "audit/reading.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "audit/page_findings.h"
#include "filter/marked_excerpt.h"

namespace caveat::audit {
namespace {

using filter::Ending;
using filter::Passage;

/// Counts what would still change, and keeps none of it.
class ComparingSink final : public filter::PassageSink {
 public:
  explicit ComparingSink(std::string_view body) : rest_(body) {}

  void head(const filter::ResponseHead& head) override { head_ = head; }
  void body(std::string_view bytes) override {
    if (differs_) return;
    differs_ = bytes.size() > rest_.size() || std::memcmp(bytes.data(), rest_.data(), bytes.size()) != 0;
    if (!differs_) rest_.remove_prefix(bytes.size());
  }
  const filter::ResponseHead& seen_head() const { return head_; }
  bool differs() const { return differs_ || !rest_.empty(); }

 private:
  filter::ResponseHead head_;
  std::string_view rest_;
  bool differs_ = false;
};

std::string status_text(int status) {
  return "status " + std::to_string(status);
}

/// What failed because of the page, not of the archive: the proxy would not have served it.
bool is_refused_by_rules(std::string_view failure) {
  return failure == "non_html_refused" || failure == "notice_not_placed";
}

std::string with_hyphens(std::string name) {
  std::ranges::replace(name, '_', '-');
  return name;
}

const rules::Reason* first_in_force(const rules::Decision& decision) {
  for (const rules::Reason& reason : decision.reasons) {
    if (!reason.shadow) return &reason;
  }
  return nullptr;
}

}  // namespace

/// The response under one set of facts.
class Reader::Attempt {
 public:
  Attempt(const Reader& reader, const ArchivedPage& page, const rules::Facts& facts)
      : reader_(reader), page_(page), facts_(facts), sink_(page.body()) {}

  Reading read() {
    Passage passage(reader_.rules_, facts_, reader_.limits_, sink_);
    filter::RequestHead request{.method = facts_.method, .target = facts_.path, .fields = {}};
    passage.request(request);
    if (passage.state() == Passage::State::running) passage.response(page_.head());
    const bool untouched = passage.untouched();
    const bool running = passage.state() == Passage::State::running;
    if (running && !page_.problem().empty() && (!untouched || page_.may_be_page())) {
      reading_.covered = !untouched;
      reading_.not_auditable = page_.problem();
      return std::move(reading_);
    }
    if (running && !untouched) passage.write(page_.body());
    if (passage.state() == Passage::State::running) passage.finish();
    record_ = passage.record();
    decision_ = reader_.rules_->decide(passage.facts());
    reading_.covered = record_.covered;
    compared_ = running && !untouched;
    if (compared_ && sink_.differs()) reports_ = passage.reports();
    judge();
    return std::move(reading_);
  }

  const rules::Decision& decision() const { return decision_; }

 private:
  void judge() {
    switch (record_.ending) {
      case Ending::blocked:
        reading_.answered = true;
        return judge_block();
      case Ending::acknowledgement:
        reading_.answered = true;
        return judge_acknowledgement();
      case Ending::refused:
      case Ending::aborted:
        return judge_failure();
      case Ending::acceptance:
      case Ending::complete:
        return judge_page();
    }
  }

  /// The first block in order answers.
  void judge_block() {
    const int status = decision_.block->status;
    const rules::Reason* reason = first_in_force(decision_);
    if (page_.head().status != status && page_.body() != decision_.block->body) {
      Finding finding = finding_of(FindingKind::block_missing, reader_.book_.rule_of(*reason));
      finding.expected = status_text(status) + " in place of the page";
      finding.seen = page_.has_head() ? status_text(page_.head().status) : "a page";
      reading_.findings.push_back(std::move(finding));
      return;
    }
    if (!page_.problem().empty()) {
      reading_.not_auditable = page_.problem();
      return;
    }
    if (page_.body() != decision_.block->body)
      add_other_words(*reason, decision_.block->body);
    else
      judge_head();
  }

  void judge_acknowledgement() {
    const rules::Acknowledgement& due = *decision_.acknowledgement;
    const std::string_view body = page_.body();
    if (body.starts_with(due.before_action) && body.ends_with(due.after_action)) return judge_head();
    constexpr int kForbidden = 403;  // as filter/answer.cc serves it
    for (const rules::Reason& reason : decision_.reasons) {
      if (!reason.asked) continue;
      if (page_.head().status == kForbidden && body.find("/_caveat/accept") != std::string_view::npos) {
        add_other_words(reason, due.before_action);
        continue;
      }
      Finding finding = finding_of(FindingKind::acknowledgement_missing, reader_.book_.rule_of(reason));
      finding.expected = "the page that asks the reader first";
      finding.seen = page_.has_head() ? status_text(page_.head().status) : "a page";
      reading_.findings.push_back(std::move(finding));
    }
  }

  void add_other_words(const rules::Reason& reason, std::string_view due) {
    Finding finding = finding_of(FindingKind::notice_outdated, reader_.book_.rule_of(reason));
    finding.expected = "\"" + filter::readable_markup(due, "UTF-8") + "\"";
    if (const filter::ReadablePage* readable = page_.readable()) {
      constexpr std::size_t kWords = 4096;
      finding.seen =
          "\"" + filter::readable_markup(readable->bytes.substr(0, kWords), readable->charset) + "\"";
    }
    reading_.findings.push_back(std::move(finding));
  }

  void judge_failure() {
    if (!is_refused_by_rules(record_.failure)) {
      reading_.not_auditable = with_hyphens(record_.failure);
      return;
    }
    const bool no_html = record_.failure == "non_html_refused";
    for (const rules::Reason& reason : decision_.reasons) {
      if (reason.shadow) continue;
      Finding finding = finding_of(FindingKind::refusal_missing, reader_.book_.rule_of(reason));
      finding.expected = status_text(record_.status) + " in place of the page";
      finding.seen = no_html ? "a response that is no HTML" : "a page with no place for the notice";
      reading_.findings.push_back(std::move(finding));
    }
  }

  void judge_page() {
    if (!record_.failure.empty() && !is_refused_by_rules(record_.failure)) {
      reading_.not_auditable = with_hyphens(record_.failure);
      return;
    }
    if (compared_ && sink_.differs()) {
      reading_.findings = decision_.program && reports_.size() == 1
                              ? findings_in_page(decision_, record_, reports_[0], page_, reader_.book_)
                              : findings_of_record(decision_, record_, reader_.book_);
    }
    judge_head();
    if (page_.may_be_page()) {
      auto undue = undue_findings(decision_, page_, reader_.book_);
      std::ranges::move(undue, std::back_inserter(reading_.findings));
    }
    constexpr int kUnavailable = 451;  // SAFETY: for a rule's block, and nothing else
    if (page_.has_head() && page_.head().status == kUnavailable) {
      Finding finding = finding_of(FindingKind::block_undue, {});
      finding.expected = "no block by these rules";
      finding.seen = status_text(kUnavailable);
      reading_.findings.push_back(std::move(finding));
    }
  }

  void judge_head() {
    if (decision_.head_edits.empty()) return;
    if (!page_.has_head()) {
      reading_.partly_checked = "head-absent";
      return;
    }
    for (const std::string& name : decision_.head_edits.remove) judge_field(name);
    for (const auto& [name, value] : decision_.head_edits.set) judge_field(name);
  }

  void judge_field(const std::string& name) {
    const std::string due = sink_.seen_head().fields.combined(name);
    const std::string seen = page_.exchange().head.fields.combined(name);
    if (due == seen) return;
    Finding finding = finding_of(FindingKind::header_wrong, reader_.book_.owner_of_field(decision_, name));
    finding.expected = due.empty() ? "no " + name : name + ": " + due;
    const std::string value = filter::marked_excerpt({seen, "UTF-8"}, 0, seen.size()).text;
    finding.seen = seen.empty() ? "no " + name : name + ": " + value;
    // Which field it is about tells it from others of this response.
    finding.excerpt = seen.empty() ? name : finding.seen;
    finding.excerpt_length = name.size();
    reading_.findings.push_back(std::move(finding));
  }

  const Reader& reader_;
  const ArchivedPage& page_;
  const rules::Facts& facts_;
  ComparingSink sink_;
  filter::Record record_;
  std::vector<filter::PageReport> reports_;  ///< where the page differs
  rules::Decision decision_;
  bool compared_ = false;
  Reading reading_;
};

namespace {

/// The languages in which notices of ours stand in the page, or in which it says to be.
std::vector<std::string> languages_in(const ArchivedPage& page) {
  std::vector<std::string> languages;
  if (!page.plan().content_language.empty()) languages.push_back(page.plan().content_language);
  constexpr std::string_view kMark = "data-caveat=\"";
  constexpr std::string_view kLanguage = " lang=\"";
  const std::string_view body = page.body();
  for (std::size_t at = body.find(kMark); at != std::string_view::npos && languages.size() < 4;
       at = body.find(kMark, at + 1)) {
    const std::size_t tag = body.rfind('<', at);
    if (tag == std::string_view::npos) continue;
    const std::string_view before = body.substr(tag, at - tag);
    const std::size_t language = before.find(kLanguage);
    if (language == std::string_view::npos) continue;
    const std::string_view value = before.substr(language + kLanguage.size());
    const std::string found(value.substr(0, std::min(value.find('"'), std::size_t{35})));
    if (std::ranges::find(languages, found) == languages.end()) languages.push_back(found);
  }
  return languages;
}

bool is_about_words(const Finding& finding) {
  return finding.kind == FindingKind::notice_language || finding.kind == FindingKind::notice_outdated;
}

}  // namespace

Reader::Reader(std::shared_ptr<const rules::RuleSet> rules, const filter::PassageLimits& limits)
    : rules_(std::move(rules)), limits_(limits), book_(*rules_) {}

bool Reader::concerns(const ArchivedPage& page, const rules::Facts& facts) const {
  ComparingSink sink({});
  Passage passage(rules_, facts, limits_, sink);
  filter::RequestHead request{.method = facts.method, .target = facts.path, .fields = {}};
  passage.request(request);
  if (passage.state() == Passage::State::running) passage.response(page.head());
  return passage.state() != Passage::State::running || !passage.untouched();
}

Reading Reader::read(const ArchivedPage& page, const rules::Facts& facts, bool languages_known,
                     bool accepted) const {
  rules::Facts tried = facts;
  if (accepted) {
    for (const rules::Terms& terms : rules_->terms()) tried.accepted.push_back(terms.id);
  }
  const auto attempt = [&](const rules::Facts& with) { return Attempt(*this, page, with).read(); };
  Reading reading = attempt(tried);
  const auto is_asked = [](const Finding& finding) {
    return finding.kind == FindingKind::acknowledgement_missing;
  };
  if (std::ranges::any_of(reading.findings, is_asked)) {
    // The page was served all the same: what else the rules want of it holds, too.
    Reading then = read(page, facts, languages_known, true);
    std::ranges::move(then.findings, std::back_inserter(reading.findings));
    if (reading.not_auditable.empty()) reading.not_auditable = then.not_auditable;
    return reading;
  }
  if (languages_known || std::ranges::none_of(reading.findings, is_about_words)) return reading;
  for (const std::string& language : languages_in(page)) {
    tried.reader_languages = {language};
    Reading other = attempt(tried);
    if (other.not_auditable.empty() && other.findings.size() < reading.findings.size()) return other;
  }
  return reading;
}

}  // namespace caveat::audit
