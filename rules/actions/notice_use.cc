#include "rules/actions/notice_use.h"

#include <algorithm>
#include <utility>

#include "rules/notice_html.h"
#include "rules/notice_reasons.h"
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

void NoticeUse::append_variant(const NoticeText& shown, const Facts& facts, VariantKey& variant) const {
  variant += shown.language;
  variant += kSeparator;
  for (const std::string& name : shown.markup.variables) {
    append_variable_source(name, *pack_, facts, variant);
    variant += kSeparator;
  }
}

void NoticeUse::explain(const Facts& facts, ActionTrace& trace) const {
  const std::string page = facts.page ? facts.page->language : "";
  trace.notice = notice_->name;
  trace.notice_kind = kind_word(notice_->kind);
  trace.language = text(facts).language;
  trace.why_language = why_text(*notice_, page, facts.reader_languages);
}

void NoticeUse::explain_without_page(const Facts& facts, ActionTrace& trace) const {
  trace.notice = notice_->name;
  trace.notice_kind = kind_word(notice_->kind);
  trace.language = text_without_page(facts).language;
  trace.why_language = why_text(*notice_, "", facts.reader_languages);
}

bool NoticeUse::varies_by_reader(const Facts& facts) const {
  const auto tells = [](const std::string& name) { return tells_of_reader(name); };
  const bool by_variable =
      std::any_of(notice_->texts.begin(), notice_->texts.end(), [&](const NoticeText& text) {
        return std::any_of(text.markup.variables.begin(), text.markup.variables.end(), tells);
      });
  if (by_variable || !has_translations()) return by_variable;
  if (!facts.page || facts.page->language.empty()) return true;
  return notice_->text_in(facts.page->language) == nullptr;
}

}  // namespace caveat::rules
