// A notice that rules show to readers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/facts.h"
#include "rules/notice_markup.h"

namespace caveat::rules {

enum class NoticeKind { warning, correction, label, information };

struct NoticeText {
  std::string language;  ///< BCP 47 tag as written
  NoticeMarkup markup;
};

struct Notice {
  std::string name;
  NoticeKind kind = NoticeKind::warning;
  std::vector<NoticeText> texts;  ///< in the order of the file; never empty

  /// By the page's language, else by the reader's in order of preference, else the pack's first.
  const NoticeText& text_for(const Facts& facts) const;
  /// The same where there is no page.
  const NoticeText& text_for_reader(const std::vector<std::string>& languages) const;
  /// The text that serves a reader of that language; null if none does.
  const NoticeText* text_in(std::string_view language) const;
  bool uses(std::string_view variable) const;
};

}  // namespace caveat::rules
