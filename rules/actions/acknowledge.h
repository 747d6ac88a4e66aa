// acknowledge = { notice, days }: what a reader accepts before the page is shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/actions/notice_use.h"
#include "rules/decision.h"
#include "rules/facts.h"

namespace caveat::rules {

/// Immutable.
class AcknowledgedNotice {
 public:
  AcknowledgedNotice(NoticeUse notice, int days) : notice_(std::move(notice)), days_(days) {}

  /// What is accepted by it: another `id` as soon as any of the notice's words, in any language, is another.
  /// `mark`: "pack/rule".
  Terms terms(std::string_view mark) const;

  /// As for a block, the language is the reader's: the page is not fetched.
  std::string language(const Facts& facts) const;
  /// The notice and its legal basis, as parts of a page.
  std::string html(std::string_view mark, const Facts& facts) const;
  const std::string& notice_name() const { return notice_.notice().name; }
  /// Appends what these depend on beside the rule.
  void append_variant(const Facts& facts, VariantKey& variant) const;
  void explain(const Facts& facts, ActionTrace& trace) const { notice_.explain_without_page(facts, trace); }

 private:
  NoticeUse notice_;
  int days_;
};

/// One page for all that a reader is asked at once. Never empty.
struct AskedNotice {
  const AcknowledgedNotice* notice;
  Terms terms;
};
Acknowledgement acknowledgement_page(const std::vector<AskedNotice>& asked, const Facts& facts);

}  // namespace caveat::rules
