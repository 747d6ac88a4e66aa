// A notice that rules show to readers.
#pragma once

#include <string>
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
  bool uses(std::string_view variable) const;
};

}  // namespace caveat::rules
