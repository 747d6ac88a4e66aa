#include "rules/notice_book.h"

#include <algorithm>
#include <utility>

#include "rules/ids.h"
#include "rules/language_advice.h"
#include "rules/language_tag.h"
#include "rules/nearest_name.h"
#include "rules/vocabulary/pack_language.h"
#include "rules/vocabulary/words.h"

namespace caveat::rules {

namespace {

NoticeKind kind_of(std::string_view word) {
  const auto found = std::find(std::begin(kNoticeKindWords), std::end(kNoticeKindWords), word);
  return static_cast<NoticeKind>(found - std::begin(kNoticeKindWords));
}

}  // namespace

NoticeBook::NoticeBook(const TomlTable* notices, const PackHead& head, Problems& problems)
    : head_(head), problems_(problems) {
  if (!notices) return;
  for (const TomlEntry& entry : *notices) {
    if (check_id(entry.key, entry.key_place, "notice", problems_)) entries_.push_back({&entry, read(entry)});
  }
}

std::shared_ptr<const Notice> NoticeBook::find(const PlacedText& name) {
  for (Entry& entry : entries_) {
    if (entry.source->key != *name.text) continue;
    entry.used = true;
    return entry.notice;
  }
  if (problems_.has_enough_errors()) return nullptr;
  std::vector<std::string_view> known;
  for (const Entry& entry : entries_) known.push_back(entry.source->key);
  problems_.add(Code::unknown_notice, name.value->place, "the pack has no notice " + in_quotes(*name.text),
                did_you_mean(*name.text, known));
  return nullptr;
}

void NoticeBook::report_unused() {
  if (problems_.any_error()) return;
  for (const Entry& entry : entries_) {
    if (!entry.used) {
      problems_.add(Code::unused_notice, entry.source->key_place,
                    "no rule uses the notice " + in_quotes(entry.source->key));
    }
  }
}

std::shared_ptr<const Notice> NoticeBook::read(const TomlEntry& entry) {
  const TomlTable* table = entry.value.table();
  if (!table) {
    wrong_type(entry.value, entry.key, "a table", problems_);
    return nullptr;
  }
  const std::string name = "[notices." + entry.key + "]";
  TableReader reader(*table, entry.key_place, name, problems_, kNoticeKeys);
  Notice notice;
  notice.name = entry.key;
  if (const std::string* kind = reader.word("kind")) notice.kind = kind_of(*kind);
  const TomlValue* text = reader.table("text");
  reader.refuse_unknown();
  if (!text || text->table()->empty()) {
    if (!text && rules::find(*table, "text")) return nullptr;
    problems_.add(Code::notice_without_text, entry.key_place, name + " has no text in any language",
                  "add [notices." + entry.key + ".text] with a line like en = \"...\"");
    return nullptr;
  }
  for (const TomlEntry& translation : *text->table()) read_text(translation, notice);
  if (notice.texts.empty()) return nullptr;
  return std::make_shared<const Notice>(std::move(notice));
}

void NoticeBook::read_text(const TomlEntry& entry, Notice& notice) {
  if (!is_language_tag(entry.key) || !names_known_language(entry.key)) {
    problems_.add(Code::bad_language, entry.key_place, in_quotes(entry.key) + " is no language tag",
                  advise_on_language(entry.key));
    return;
  }
  const std::string* text = entry.value.string();
  if (!text) return wrong_type(entry.value, entry.key, "text", problems_);
  std::vector<MarkupError> errors;
  NoticeText out{entry.key, parse_notice_markup(*text, errors)};
  for (MarkupError& error : errors) {
    problems_.add(error.code, problems_.within(entry.value, error.offset, error.length),
                  std::move(error.message), std::move(error.suggestion));
  }
  if (out.markup.pieces.empty()) {
    problems_.add(Code::notice_without_text, entry.value.place, "the notice's text is empty");
    return;
  }
  check_variables(out, entry.value);
  notice.texts.push_back(std::move(out));
}

void NoticeBook::check_variables(const NoticeText& text, const TomlValue& written) {
  const std::pair<std::string_view, const std::string&> wanted[] = {{"reference", head_.reference},
                                                                    {"legal_basis", head_.legal_basis}};
  for (const auto& [name, value] : wanted) {
    const auto& used = text.markup.variables;
    if (!value.empty() || std::find(used.begin(), used.end(), name) == used.end()) continue;
    const std::string braced = "{" + std::string(name) + "}";
    problems_.add(Code::variable_without_value,
                  problems_.within(written, written.string()->find(braced), braced.size()),
                  "the notice uses " + in_quotes(braced) + ", but [pack] sets no " + in_quotes(name));
  }
}

}  // namespace caveat::rules
