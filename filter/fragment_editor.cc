#include "filter/fragment_editor.h"

#include <algorithm>
#include <limits>

namespace caveat::filter {
namespace {

using OutcomeKind = html::InsertOutcome::Kind;

class StringSink final : public html::ByteSink {
 public:
  explicit StringSink(std::string& bytes) : bytes_(bytes) {}
  void write(std::string_view bytes) override { bytes_ += bytes; }

 private:
  std::string& bytes_;
};

/// The fragment is all here, so that a notice can wait for its best place.
html::RewriterLimits fragment_limits() {
  html::RewriterLimits limits;
  limits.hold_bytes = std::numeric_limits<std::size_t>::max();
  return limits;
}

void add_counts(const std::vector<std::uint64_t>& counts, std::vector<std::uint64_t>& into) {
  into.resize(std::max(into.size(), counts.size()));
  for (std::size_t i = 0; i < counts.size(); ++i) into[i] += counts[i];
}

bool is_failed(const html::InsertOutcome& insert) {
  return insert.kind != OutcomeKind::placed;
}

}  // namespace

void merge(const html::RewriteReport& report, html::RewriteReport& into) {
  if (into.inserts.empty()) {
    into.inserts = report.inserts;
  } else {
    for (std::size_t i = 0; i < report.inserts.size(); ++i) {
      html::InsertOutcome& worst = into.inserts[i];
      const html::InsertOutcome& one = report.inserts[i];
      if (is_failed(one)) worst.kind = OutcomeKind::failed;
      worst.place = std::max(worst.place, one.place);
      worst.unchanged = worst.unchanged && one.unchanged;
    }
  }
  add_counts(report.removed, into.removed);
  add_counts(report.attributes_changed, into.attributes_changed);
  add_counts(report.disabled, into.disabled);
  add_counts(report.labelled, into.labelled);
  add_counts(report.withheld, into.withheld);
}

boost::system::result<std::string, FailureReason> FragmentEditor::edit(std::string_view html) {
  std::string edited;
  StringSink sink(edited);
  html::Rewriter rewriter(program_, fragment_limits(), sink, charset_, html::Rewriter::Scope::fragment);
  rewriter.write(html);
  rewriter.finish();
  if (const auto failure = rewriter.failure()) return reason_of(*failure);
  const html::RewriteReport& report = rewriter.report();
  merge(report, report_);
  missing_ = missing_ || std::any_of(report.inserts.begin(), report.inserts.end(), is_failed);
  return edited;
}

void FragmentEditor::none_there() {
  if (!inserts()) return;
  missing_ = true;
  html::RewriteReport report;
  report.inserts.resize(program_->inserts().size(), {.kind = OutcomeKind::failed});
  merge(report, report_);
}

}  // namespace caveat::filter
