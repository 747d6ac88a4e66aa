#include "rules/actions/acknowledge.h"

#include <utility>

#include "rules/actions/actions.h"
#include "rules/digest.h"
#include "rules/notice_html.h"
#include "rules/notice_words.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kDialogStyle =
    "body{margin:0;background:#fff;color:#1a1a1a;font:1.1em/1.5 system-ui,sans-serif}"
    "main{max-width:40em;margin:0 auto;padding:2em 1em}a{color:#0b3a82}"
    "button{font:inherit;padding:.6em 1.2em}";

constexpr int kUsualDays = 30;
constexpr int kMostDays = 400;  // browsers keep no cookie longer

/// Enough for no two of a site's notices to share them, short enough for the name of a cookie.
constexpr std::size_t kTermsDigits = 16;

Facts without_page(Facts facts) {
  facts.page.reset();
  return facts;
}

}  // namespace

Terms AcknowledgedNotice::terms(std::string_view mark) const {
  std::vector<SourceFile> said = {{.path = "", .text = std::string(mark)}};
  for (const NoticeText& text : notice_.notice().texts) {
    // What the words become without a reader: variables stay as they are named.
    const auto name = [](std::string_view variable) { return "{" + std::string(variable) + "}"; };
    said.push_back({.path = "", .text = text.language + "\n" + notice_paragraphs(text, name)});
  }
  return {.mark = std::string(mark), .id = digest_of(said).substr(0, kTermsDigits), .days = days_};
}

std::string AcknowledgedNotice::language(const Facts& facts) const {
  return notice_.text_without_page(facts).language;
}

std::string AcknowledgedNotice::html(std::string_view mark, const Facts& facts) const {
  std::string out = notice_.element(mark, without_page(facts));
  const std::string& basis = notice_.pack().legal_basis;
  if (!basis.empty()) out += "\n<p>" + ascii_html(basis) + "</p>";
  return out + "\n";
}

void AcknowledgedNotice::append_variant(const Facts& facts, VariantKey& variant) const {
  notice_.append_variant(notice_.text_without_page(facts), facts, variant);
}

Acknowledgement acknowledgement_page(const std::vector<AskedNotice>& asked, const Facts& facts) {
  Acknowledgement page;
  page.language = asked.front().notice->language(facts);
  const std::string title = ascii_html(before_reading_on(page.language));
  page.before_action = "<!DOCTYPE html>\n<html lang=\"" + ascii_html(page.language) + "\" dir=\"" +
                       std::string(text_direction(page.language)) +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
                       title + "</title>\n<style>" + std::string(kDialogStyle) +
                       "</style>\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n";
  for (const AskedNotice& one : asked) {
    page.before_action += one.notice->html(one.terms.mark, facts);
    page.terms.push_back(one.terms);
  }
  page.before_action += "<form method=\"post\" action=\"";
  page.after_action = "\"><p><button type=\"submit\">" + ascii_html(read_and_go_on(page.language)) +
                      "</button></p></form>\n</main>\n</body>\n</html>\n";
  return page;
}

void make_acknowledge(const ActionSource& source, Problems& problems, ActionParts& parts) {
  if (!is_table(source, problems)) return;
  TableReader reader(*source.value.table(), source.key_place, name_of(source), problems, kAcknowledgeKeys);
  const TomlValue* name = reader.text("notice");
  const TomlValue* written = reader.integer("days");
  reader.refuse_unknown();
  const std::int64_t days = written ? *written->integer() : kUsualDays;
  if (days < 1 || days > kMostDays) {
    problems.add(Code::unknown_word, written->place,
                 "an acceptance holds from 1 to " + std::to_string(kMostDays) + " days");
  }
  auto notice = name ? source.notices.find({name->string(), name}) : nullptr;
  if (!notice) return;
  NoticeUse use(std::move(notice), source.pack, source.region_title);
  parts.acknowledgement = std::make_unique<AcknowledgedNotice>(std::move(use), static_cast<int>(days));
}

}  // namespace caveat::rules
