// block = { status, notice, authority }: what a reader gets instead of the page.
#pragma once

#include <memory>
#include <string>

#include "rules/actions/notice_use.h"
#include "rules/decision.h"
#include "rules/facts.h"

namespace caveat::rules {

/// Immutable.
class BlockAnswer {
 public:
  BlockAnswer(NoticeUse notice, int status, std::string authority);

  /// The whole page, in the reader's language. Pages that are not fetched have no language of their own, so
  /// the page's is left out of account even where it is known.
  Block answer(const Facts& facts) const;
  /// Appends what `answer` depends on beside the rule.
  void append_variant(const Facts& facts, VariantKey& variant) const;
  bool varies_by_reader() const;
  const std::string& notice_name() const { return notice_.notice().name; }
  void explain(const Facts& facts, ActionTrace& trace) const { notice_.explain_without_page(facts, trace); }

 private:
  std::string body(const NoticeText& text, const Facts& facts) const;

  NoticeUse notice_;
  int status_;
  std::string authority_;
};

}  // namespace caveat::rules
