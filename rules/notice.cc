#include "rules/notice.h"

#include <algorithm>

#include "rules/language_tag.h"

namespace caveat::rules {

const NoticeText& Notice::text_for(const Facts& facts) const {
  std::vector<std::string_view> tags;
  for (const NoticeText& text : texts) tags.push_back(text.language);
  if (facts.page && !facts.page->language.empty()) {
    const std::size_t best = best_language(facts.page->language, tags);
    if (best < texts.size()) return texts[best];
  }
  for (const std::string& wanted : facts.reader_languages) {
    const std::size_t best = best_language(wanted, tags);
    if (best < texts.size()) return texts[best];
  }
  return texts.front();
}

bool Notice::uses(std::string_view variable) const {
  return std::any_of(texts.begin(), texts.end(), [variable](const NoticeText& text) {
    const auto& used = text.markup.variables;
    return std::find(used.begin(), used.end(), variable) != used.end();
  });
}

}  // namespace caveat::rules
