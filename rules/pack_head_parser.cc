#include "rules/pack_head_parser.h"

#include <optional>

#include "rules/ids.h"
#include "rules/vocabulary/pack_language.h"
#include "rules/web_address.h"

namespace caveat::rules {

namespace {

std::string text_or_empty(const TomlValue* value) {
  return value ? *value->string() : std::string();
}

struct PlacedInstant {
  std::chrono::sys_seconds instant;
  const TomlValue* value;
};

std::optional<PlacedInstant> read_date(TableReader& reader, std::string_view key,
                                       const std::string& time_zone, Problems& problems) {
  const TomlValue* value = reader.value(key);
  if (!value) return std::nullopt;
  const auto instant = value->date_time() ? instant_of(*value->date_time(), time_zone) : std::nullopt;
  if (instant) return PlacedInstant{*instant, value};
  const bool in_quotes = value->string() != nullptr;
  problems.add(Code::bad_date, value->place, in_quotes(key) + " wants a date",
               in_quotes ? "write dates without quotation marks: " + std::string(key) + " = 2024-02-20" : "");
  return std::nullopt;
}

std::string read_time_zone(TableReader& reader, Problems& problems) {
  const TomlValue* written = reader.text("time_zone");
  if (!written) return "UTC";
  if (is_time_zone(*written->string())) return *written->string();
  problems.add(Code::unknown_time_zone, written->place,
               "there is no time zone " + in_quotes(*written->string()),
               "write a name like \"Europe/Prague\" or \"UTC\"");
  return "UTC";
}

void read_dates(TableReader& reader, std::chrono::sys_seconds today, PackHead& head, Problems& problems) {
  head.time_zone = read_time_zone(reader, problems);
  const auto effective = read_date(reader, "effective", head.time_zone, problems);
  const auto expires = read_date(reader, "expires", head.time_zone, problems);
  const auto review_by = read_date(reader, "review_by", head.time_zone, problems);
  if (effective) head.validity.begins = {effective->instant, effective->value->place.line};
  if (expires) head.validity.ends = {expires->instant, expires->value->place.line};
  if (effective && expires && expires->instant <= effective->instant) {
    problems.add(Code::ends_before_it_begins, expires->value->place,
                 "the pack expires before it becomes effective");
  } else if (expires && expires->instant <= today) {
    problems.add(Code::expired, expires->value->place,
                 "the pack has expired: none of its rules applies any more");
  }
  if (review_by && review_by->instant <= today) {
    problems.add(Code::review_due, review_by->value->place, "the pack was to be reviewed by this day");
  }
}

}  // namespace

PackHead parse_pack_head(const TomlTable& document, TableReader& reader, std::chrono::sys_seconds today,
                         Problems& problems) {
  PackHead head;
  head.file = problems.file().path;
  const TomlValue* table = reader.table("pack");
  if (!table) {
    if (!find(document, "pack"))
      problems.add(Code::missing_key, reader.place(), "the file has no [pack]",
                   "begin it with [pack], then lines for id and title");
    return head;
  }
  TableReader pack(*table->table(), table->place, "[pack]", problems, kPackKeys);
  if (const TomlValue* id = pack.text("id")) {
    head.id = *id->string();
    check_id(head.id, id->place, "pack", problems);
  }
  head.title = text_or_empty(pack.text("title"));
  head.owner = text_or_empty(pack.text("owner"));
  head.legal_basis = text_or_empty(pack.text("legal_basis"));
  head.publisher = text_or_empty(pack.text("publisher"));
  if (const TomlValue* reference = pack.text("reference")) {
    head.reference = *reference->string();
    if (!is_linkable_address(head.reference)) {
      problems.add(Code::bad_url, reference->place,
                   in_quotes(head.reference) + " is no address that readers can follow",
                   "write it whole: https://...");
    }
  }
  read_dates(pack, today, head, problems);
  if (const TomlValue* retired = pack.boolean("retired"); retired && *retired->boolean()) {
    head.retired_line = retired->place.line;
    problems.add(Code::retired, retired->place, "the pack is retired: none of its rules applies");
  }
  pack.refuse_unknown();
  return head;
}

}  // namespace caveat::rules
