#include "studio/notice_preview.h"

#include "rules/notice_book.h"
#include "rules/notice_html.h"
#include "rules/notice_variables.h"
#include "rules/pack_head_parser.h"
#include "rules/problems.h"
#include "rules/vocabulary/pack_language.h"
#include "studio/notice_words_json.h"

namespace caveat::studio {

namespace {

ApiError not_shown(const rules::SourceFile& pack, const std::vector<rules::Diagnostic>& diagnostics,
                   const std::string& why) {
  for (const rules::Diagnostic& one : diagnostics) {
    if (one.severity == rules::Severity::error)
      return {422, "broken-notice",
              "Line " + std::to_string(one.place.line) + " of " + pack.path + ": " + one.message};
  }
  return {422, "broken-notice", why};
}

std::string document_of(const NoticePreview& notice) {
  return "<!doctype html>\n<html lang=\"" + rules::ascii_html(notice.language) + "\" dir=\"" +
         std::string(notice.direction) +
         "\"><meta charset=\"utf-8\"><title>-</title><style>body{margin:16px;font:16px/1.5 sans-serif;"
         "background:#fff;color:#1a1a1a}</style><body>" +
         notice.html + "</body></html>\n";
}

}  // namespace

Asked<NoticePreview> preview_notice(const rules::SourceFile& pack, const std::string& name,
                                    const std::string& language, const rules::Facts& facts) {
  std::vector<rules::Diagnostic> diagnostics;
  const auto document = rules::parse_toml(pack.path, pack.text, diagnostics);
  if (!document) return not_shown(pack, diagnostics, "The file is not TOML as it stands.");
  std::vector<rules::Diagnostic> of_head;
  rules::Problems head_problems(pack, of_head);
  rules::TableReader reader(*document, {pack.path, 1, 1, 1}, "the file", head_problems, rules::kPackFileKeys);
  const rules::PackHead head = rules::parse_pack_head(*document, reader, facts.time, head_problems);
  rules::Problems problems(pack, diagnostics);
  const rules::TomlValue* notices = rules::find(*document, "notices");
  const rules::TomlTable* table = notices != nullptr ? notices->table() : nullptr;
  if (table == nullptr || rules::find(*table, name) == nullptr)
    return ApiError{404, "no-such-notice", "The pack has no notice " + name + "."};
  rules::NoticeBook book(table, head, problems);
  const rules::TomlValue place{name, {pack.path, 1, 1, 1}};
  const auto notice = book.find({place.string(), &place});
  if (notice == nullptr || notice->texts.empty())
    return not_shown(pack, diagnostics, "The notice " + name + " has no text yet.");
  const rules::NoticeText* text = &notice->texts.front();
  for (const rules::NoticeText& one : notice->texts) {
    if (one.language == language) text = &one;
  }
  if (!language.empty() && text->language != language)
    return ApiError{404, "no-such-language", "The notice has no text in " + language + "."};
  NoticePreview preview;
  preview.language = text->language;
  preview.direction = rules::text_direction(text->language);
  preview.words = notice_words_json(*text);
  preview.html =
      rules::notice_html(notice->kind, *text, head.id + "/preview", [&](std::string_view variable) {
        return rules::notice_variable(variable, head, facts, text->language, "");
      });
  preview.page = document_of(preview);
  return preview;
}

}  // namespace caveat::studio
