// A notice as one rule shows it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "rules/decision.h"
#include "rules/facts.h"
#include "rules/notice.h"
#include "rules/pack_head.h"
#include "rules/rule_trace.h"
#include "rules/variant_key.h"

namespace caveat::rules {

/// Immutable.
class NoticeUse {
 public:
  NoticeUse(std::shared_ptr<const Notice> notice, std::shared_ptr<const PackHead> pack,
            std::string region_title);

  const NoticeText& text(const Facts& facts) const { return notice_->text_for(facts); }
  /// The text where the notice stands alone, and no page has a language.
  const NoticeText& text_without_page(const Facts& facts) const {
    return notice_->text_for_reader(facts.reader_languages);
  }
  /// The value of a variable in that text.
  std::string variable(std::string_view name, const NoticeText& text, const Facts& facts) const;
  /// The notice for that page and reader: one element in ASCII.
  std::string element(std::string_view mark, const Facts& facts) const;
  /// The same where text may stand.
  std::string phrase(std::string_view mark, const Facts& facts) const;
  /// Appends what `element` depends on: the language, and what the variables are made from.
  void append_variant(const Facts& facts, VariantKey& variant) const {
    append_variant(text(facts), facts, variant);
  }
  void append_variant(const NoticeText& shown, const Facts& facts, VariantKey& variant) const;
  /// Which text of it this reader gets, and why.
  void explain(const Facts& facts, ActionTrace& trace) const;
  void explain_without_page(const Facts& facts, ActionTrace& trace) const;
  /// Whether other readers could see another text of it on this page.
  bool varies_by_reader(const Facts& facts) const;
  /// Whether the page's language decides which text it is.
  bool has_translations() const { return notice_->texts.size() > 1; }
  /// The fact without which its text is not known.
  Awaits awaits(const Facts& facts) const {
    return has_translations() && !facts.page ? Awaits::page : Awaits::nothing;
  }
  const Notice& notice() const { return *notice_; }
  const PackHead& pack() const { return *pack_; }

 private:
  std::shared_ptr<const Notice> notice_;
  std::shared_ptr<const PackHead> pack_;
  std::string region_title_;
};

}  // namespace caveat::rules
