#include "rules/test_parser.h"

#include <algorithm>
#include <utility>

#include "rules/ascii_case.h"
#include "rules/canonical_url.h"
#include "rules/iso_regions.h"
#include "rules/language_tag.h"
#include "rules/nearest_name.h"
#include "rules/region_advice.h"
#include "rules/region_book.h"
#include "rules/selector_check.h"
#include "rules/table_reader.h"
#include "rules/vocabulary/pack_language.h"
#include "rules/widget_catalogue.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kReaderWords[] = {"unknown", "anonymous", "lookup_failed"};

void check_region(const TomlValue& value, Problems& problems) {
  const std::string& text = *value.string();
  if (std::find(std::begin(kReaderWords), std::end(kReaderWords), text) != std::end(kReaderWords)) return;
  if (find_iso_region(text)) return;
  if (looks_like_region_code(text)) {
    RegionAdvice advice = advise_on_code(text);
    problems.add(Code::unknown_region_code, value.place, std::move(advice.message),
                 std::move(advice.suggestion));
    return;
  }
  std::string advice = did_you_mean(text, kReaderWords);
  if (advice.empty()) advice = advise_on_name(text);
  problems.add(Code::unknown_region_code, value.place, "a reader's region is a code, not " + in_quotes(text),
               advice.empty() ? "write a code like \"RU\" or \"UA-43\"" : advice);
}

void check_language(const std::string& language, const TomlValue& value, Problems& problems) {
  if (is_language_tag(language)) return;
  problems.add(Code::bad_language, value.place, in_quotes(language) + " is no language tag");
}

void read_languages(TableReader& who, PackTest& test, Problems& problems) {
  for (const PlacedText& language : who.texts("languages")) {
    check_language(*language.text, *language.value, problems);
    test.reader_languages.push_back(lower_case_tag(*language.text));
  }
}

void read_reader(TableReader& reader, PackTest& test, Problems& problems) {
  const TomlValue* table = reader.table("reader");
  if (!table) return;
  TableReader who(*table->table(), table->place, "`reader`", problems, kReaderKeys);
  const TomlValue* region = who.text("region");
  const TomlValue* address = who.text("ip");
  read_languages(who, test, problems);
  if (const TomlValue* accepted = who.boolean("accepted")) test.reader_has_accepted = *accepted->boolean();
  who.refuse_unknown();
  if ((region != nullptr) == (address != nullptr)) {
    problems.add(Code::incomplete_test, table->place, "a test's reader has either a `region` or an `ip`");
    return;
  }
  if (region) {
    check_region(*region, problems);
    test.reader_region = *region->string();
  } else if (geoip::Address::parse(*address->string())) {
    test.reader_address = *address->string();
  } else {
    problems.add(Code::incomplete_test, address->place, in_quotes(*address->string()) + " is no IP address");
  }
}

std::vector<std::string> plain(const std::vector<PlacedText>& texts) {
  std::vector<std::string> out;
  for (const PlacedText& text : texts) out.push_back(*text.text);
  return out;
}

std::vector<std::string> selectors(TableReader& reader, std::string_view key, Problems& problems) {
  const auto texts = reader.texts(key);
  for (const PlacedText& text : texts) static_cast<void>(checked_selector(text, 0, problems));
  return plain(texts);
}

/// "No notices" and "nothing removed" are things to expect, too.
std::vector<PlacedText> texts_or_none(TableReader& reader, std::string_view key, Problems& problems) {
  const TomlValue* value = reader.value(key);
  const bool none = !value || (value->array() && value->array()->empty());
  return none ? std::vector<PlacedText>() : texts_of(*value, key, problems);
}

std::optional<int> read_status(TableReader& reader, Problems& problems) {
  const TomlValue* status = reader.integer("status");
  if (!status) return std::nullopt;
  if (*status->integer() >= 200 && *status->integer() <= 599) return static_cast<int>(*status->integer());
  problems.add(Code::bad_status, status->place, "a status is a number from 200 to 599");
  return std::nullopt;
}

void read_expected_fields(TableReader& reader, PackExpectation& expect, Problems& problems) {
  const TomlValue* fields = reader.table("headers");
  if (!fields) return;
  for (const TomlEntry& field : *fields->table()) {
    if (field.value.string()) {
      expect.headers.emplace_back(field.key, *field.value.string());
    } else {
      wrong_type(field.value, field.key, "text", problems);
    }
  }
}

void read_expectation(const TomlValue& table, NoticeBook& notices, PackExpectation& expect,
                      Problems& problems) {
  TableReader reader(*table.table(), table.place, "`expect`", problems, kExpectKeys);
  const auto names = texts_or_none(reader, "notices", problems);
  for (const PlacedText& name : names) static_cast<void>(notices.find(name));
  if (reader.value("notices")) expect.notices = plain(names);
  if (const TomlValue* language = reader.text("language")) {
    expect.language = *language->string();
    check_language(expect.language, *language, problems);
  }
  const auto removed = texts_or_none(reader, "removed", problems);
  for (const PlacedText& kind : removed) {
    const auto kinds = widget_kinds();
    if (std::find(kinds.begin(), kinds.end(), *kind.text) != kinds.end()) continue;
    problems.add(Code::unknown_widget_kind, kind.value->place,
                 "no widgets are called " + in_quotes(*kind.text), did_you_mean(*kind.text, kinds));
  }
  if (reader.value("removed")) expect.removed = plain(removed);
  expect.absent = selectors(reader, "absent", problems);
  expect.present = selectors(reader, "present", problems);
  expect.text = plain(reader.texts("text"));
  expect.no_text = plain(reader.texts("no_text"));
  read_expected_fields(reader, expect, problems);
  expect.status = read_status(reader, problems);
  reader.refuse_unknown();
}

void read_page(TableReader& reader, PackTest& test, Problems& problems) {
  const TomlValue* page = reader.text("page");
  const TomlValue* html = reader.text("html");
  if (page) test.page = *page->string();
  if (html) test.html = *html->string();
  if (page && html) problems.add(Code::incomplete_test, html->place, "a test has either a `page` or `html`");
  if (!page && !html) problems.add(Code::incomplete_test, reader.place(), "a test has a `page` or `html`");
}

/// What the site answers with, if it is not a page with status 200.
void read_response(TableReader& reader, PackTest& test, Problems& problems) {
  const TomlValue* table = reader.table("response");
  if (!table) return;
  TableReader response(*table->table(), table->place, "`response`", problems, kResponseKeys);
  test.response_status = read_status(response, problems).value_or(test.response_status);
  if (const TomlValue* type = response.text("content_type")) test.response_type = *type->string();
  response.refuse_unknown();
}

/// A page that is written out in the pack is in UTF-8, as the pack is, whatever a meta element in it says.
void say_charset_of_written_page(PackTest& test) {
  const std::string type = lower_case(test.response_type);
  const bool is_markup = type.starts_with("text/") || type.find("xml") != std::string::npos;
  if (!test.html.empty() && is_markup && type.find("charset=") == std::string::npos)
    test.response_type += "; charset=utf-8";
}

}  // namespace

std::optional<PackTest> parse_test(const TomlValue& value, const PackHead& pack, NoticeBook& notices,
                                   Problems& problems) {
  if (!value.table()) {
    wrong_type(value, "tests", "tables: write [[tests]]", problems);
    return std::nullopt;
  }
  TableReader reader(*value.table(), value.place, "[[tests]]", problems, kTestKeys);
  PackTest test;
  test.line = value.place.line;
  if (const TomlValue* name = reader.text("name")) test.name = *name->string();
  read_reader(reader, test, problems);
  if (const TomlValue* at = reader.value("at")) {
    test.at = at->date_time() ? instant_of(*at->date_time(), pack.time_zone) : std::nullopt;
    if (!test.at) problems.add(Code::bad_date, at->place, "`at` wants a date or a time with its date");
  }
  if (const TomlValue* url = reader.text("url")) {
    test.url = *url->string();
    if (!canonical_url(test.url))
      problems.add(Code::bad_url, url->place, "a test's `url` is a whole https or http URL");
  }
  if (const TomlValue* method = reader.text("method")) test.method = *method->string();
  read_page(reader, test, problems);
  read_response(reader, test, problems);
  say_charset_of_written_page(test);
  const TomlValue* expect = reader.table("expect");
  if (expect) read_expectation(*expect, notices, test.expect, problems);
  reader.refuse_unknown();
  return test;
}

}  // namespace caveat::rules
