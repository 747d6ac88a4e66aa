#include "rules/notice_reasons.h"

#include <algorithm>

namespace caveat::rules {

std::string_view kind_word(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::warning:
      return "warning";
    case NoticeKind::correction:
      return "correction";
    case NoticeKind::label:
      return "label";
    case NoticeKind::information:
      break;
  }
  return "information";
}

std::string why_text(const Notice& notice, std::string_view page_language,
                     const std::vector<std::string>& reader_languages) {
  if (notice.texts.size() == 1) return "its only language";
  if (!page_language.empty() && notice.text_in(page_language))
    return "the page is in " + std::string(page_language);
  const std::string page =
      page_language.empty() ? "no language of a page is known"
                            : "the page is in " + std::string(page_language) + ", which the notice has not";
  const auto served =
      std::find_if(reader_languages.begin(), reader_languages.end(),
                   [&](const std::string& wanted) { return notice.text_in(wanted) != nullptr; });
  if (served != reader_languages.end()) return page + ", and the reader asks for " + *served;
  if (reader_languages.empty()) return page + ", the reader asks for none, and it is the pack's first";
  std::string wanted;
  for (const std::string& one : reader_languages) wanted += (wanted.empty() ? "" : ", ") + one;
  return page + ", the notice has nothing that the reader asks for (" + wanted +
         "), and it is the pack's first";
}

}  // namespace caveat::rules
