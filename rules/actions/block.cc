#include "rules/actions/block.h"

#include <utility>

#include "rules/actions/actions.h"
#include "rules/notice_html.h"
#include "rules/notice_words.h"
#include "rules/vocabulary/pack_language.h"
#include "rules/web_address.h"

namespace caveat::rules {

namespace {

constexpr int kUnavailableForLegalReasons = 451;  // RFC 7725

constexpr std::string_view kBlockStyle =
    "body{margin:0;background:#fff;color:#1a1a1a;font:1.1em/1.5 system-ui,sans-serif}"
    "main{max-width:40em;margin:0 auto;padding:2em 1em}a{color:#0b3a82}";

}  // namespace

BlockAnswer::BlockAnswer(NoticeUse notice, int status, std::string authority)
    : notice_(std::move(notice)), status_(status), authority_(std::move(authority)) {}

Block BlockAnswer::answer(const Facts& facts) const {
  const NoticeText& text = notice_.text_without_page(facts);
  return {status_, authority_, text.language, body(text, facts)};
}

void BlockAnswer::append_variant(const Facts& facts, VariantKey& variant) const {
  notice_.append_variant(notice_.text_without_page(facts), facts, variant);
}

bool BlockAnswer::varies_by_reader() const {
  return notice_.varies_by_reader(Facts{});
}

std::string BlockAnswer::body(const NoticeText& text, const Facts& facts) const {
  const std::string language = ascii_html(text.language);
  const std::string title = ascii_html(unavailable(text.language));
  std::string out = "<!DOCTYPE html>\n<html lang=\"" + language + "\" dir=\"" +
                    std::string(text_direction(text.language)) + "\">\n<head>\n<meta charset=\"utf-8\">\n" +
                    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + title +
                    "</title>\n<style>" + std::string(kBlockStyle) +
                    "</style>\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n";
  out += notice_paragraphs(text, [&](std::string_view name) { return notice_.variable(name, text, facts); });
  const PackHead& pack = notice_.pack();
  if (!pack.legal_basis.empty()) out += "\n<p>" + ascii_html(pack.legal_basis) + "</p>";
  if (!authority_.empty()) {
    const std::string link = ascii_html(authority_);
    out += "\n<p><a href=\"" + link + "\" rel=\"noreferrer\">" + link + "</a></p>";
  }
  return out + "\n</main>\n</body>\n</html>\n";
}

void make_block(const ActionSource& source, Problems& problems, ActionParts& parts) {
  if (!is_table(source, problems)) return;
  TableReader reader(*source.value.table(), source.key_place, name_of(source), problems, kBlockKeys);
  const TomlValue* name = reader.text("notice");
  const TomlValue* status = reader.integer("status");
  const TomlValue* authority = reader.text("authority");
  reader.refuse_unknown();
  const std::int64_t code = status ? *status->integer() : kUnavailableForLegalReasons;
  if (code < 400 || code > 599) {
    problems.add(Code::unknown_word, status->place, "a block answers with a status from 400 to 599",
                 "451 says that a law stands behind it");
  }
  if (authority && !is_http_address(*authority->string())) {
    problems.add(Code::bad_url, authority->place,
                 "`authority` is the https or http address of who demanded the block");
  }
  auto notice = name ? source.notices.find({name->string(), name}) : nullptr;
  if (!notice) return;
  NoticeUse use(std::move(notice), source.pack, source.region_title);
  parts.block = std::make_unique<BlockAnswer>(std::move(use), static_cast<int>(code),
                                              authority ? *authority->string() : std::string());
}

}  // namespace caveat::rules
