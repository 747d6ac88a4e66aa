#include "rules/actions/notice_use.h"

#include <algorithm>
#include <utility>

#include "rules/language_tag.h"
#include "rules/notice_html.h"
#include "rules/notice_variables.h"

namespace caveat::rules {

namespace {

/// Between the parts of a variant; no text holds it.
constexpr char kSeparator = '\0';

}  // namespace

NoticeUse::NoticeUse(std::shared_ptr<const Notice> notice, std::shared_ptr<const PackHead> pack,
                     std::string region_title)
    : notice_(std::move(notice)), pack_(std::move(pack)), region_title_(std::move(region_title)) {}

std::string NoticeUse::variable(std::string_view name, const NoticeText& text, const Facts& facts) const {
  // A region's title is in the language that the pack is written in; elsewhere it would read as a foreign
  // word.
  const bool own_language = text.language == notice_->texts.front().language;
  return notice_variable(name, *pack_, facts, text.language, own_language ? region_title_ : "");
}

std::string NoticeUse::element(std::string_view mark, const Facts& facts) const {
  const NoticeText& shown = text(facts);
  return notice_html(notice_->kind, shown, mark,
                     [&](std::string_view name) { return variable(name, shown, facts); });
}

std::string NoticeUse::phrase(std::string_view mark, const Facts& facts) const {
  const NoticeText& shown = text(facts);
  return notice_phrase_html(notice_->kind, shown, mark,
                            [&](std::string_view name) { return variable(name, shown, facts); });
}

void NoticeUse::append_variant(const Facts& facts, std::string& variant) const {
  const NoticeText& shown = text(facts);
  variant += shown.language + kSeparator;
  for (const std::string& name : shown.markup.variables) variant += variable(name, shown, facts) + kSeparator;
}

bool NoticeUse::varies_by_reader(const Facts& facts) const {
  const auto tells = [](const std::string& name) { return tells_of_reader(name); };
  const bool by_variable =
      std::any_of(notice_->texts.begin(), notice_->texts.end(), [&](const NoticeText& text) {
        return std::any_of(text.markup.variables.begin(), text.markup.variables.end(), tells);
      });
  if (by_variable || !has_translations()) return by_variable;
  if (!facts.page || facts.page->language.empty()) return true;
  std::vector<std::string_view> tags;
  for (const NoticeText& text : notice_->texts) tags.push_back(text.language);
  return best_language(facts.page->language, tags) == tags.size();
}

}  // namespace caveat::rules
