#include "rules/notice.h"

#include <algorithm>
#include <boost/container/small_vector.hpp>

#include "rules/language_tag.h"

namespace caveat::rules {

const NoticeText& Notice::text_for(const Facts& facts) const {
  const NoticeText* of_page =
      facts.page && !facts.page->language.empty() ? text_in(facts.page->language) : nullptr;
  return of_page ? *of_page : text_for_reader(facts.reader_languages);
}

const NoticeText& Notice::text_for_reader(const std::vector<std::string>& languages) const {
  for (const std::string& wanted : languages) {
    if (const NoticeText* text = text_in(wanted)) return *text;
  }
  return texts.front();
}

const NoticeText* Notice::text_in(std::string_view language) const {
  boost::container::small_vector<std::string_view, 32> tags;
  for (const NoticeText& text : texts) tags.push_back(text.language);
  const std::size_t best = best_language(language, {tags.data(), tags.size()});
  return best < texts.size() ? &texts[best] : nullptr;
}

bool Notice::uses(std::string_view variable) const {
  return std::any_of(texts.begin(), texts.end(), [variable](const NoticeText& text) {
    const auto& used = text.markup.variables;
    return std::find(used.begin(), used.end(), variable) != used.end();
  });
}

}  // namespace caveat::rules
