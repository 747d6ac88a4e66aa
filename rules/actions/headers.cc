// headers = { set, remove }: changes fields of the response's head.
#include <algorithm>
#include <utility>

#include "rules/actions/actions.h"

namespace caveat::rules {

namespace {

class Headers : public Action {
 public:
  explicit Headers(HeadEdits edits) : edits_(std::move(edits)) {}

  void contribute(const ActionContext&, html::ProgramBuilder&, HeadEdits& head) const override {
    head.set.insert(head.set.end(), edits_.set.begin(), edits_.set.end());
    head.remove.insert(head.remove.end(), edits_.remove.begin(), edits_.remove.end());
  }

 private:
  HeadEdits edits_;
};

/// Framing, connections, codings and validators are the proxy's (RFC 9110, 7.6.1, 8.4, 8.8; RFC 9112, 6).
constexpr std::string_view kProtected[] = {
    "connection", "content-encoding", "content-length",    "content-range", "date",    "etag",
    "keep-alive", "last-modified",    "transfer-encoding", "trailer",       "upgrade", "content-type"};

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

/// token (RFC 9110, 5.6.2).
bool is_field_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alphanumeric || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool is_field_value(std::string_view value) {
  const bool visible = std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 0x7F; });
  return visible && !value.starts_with(' ') && !value.ends_with(' ');
}

bool check_name(std::string_view name, const SourcePlace& place, bool removal, Problems& problems) {
  if (!is_field_name(name)) {
    problems.add(Code::bad_header, place, quoted(name) + " is no field name");
    return false;
  }
  const std::string lower = lower_case(name);
  const bool is_protected =
      std::find(std::begin(kProtected), std::end(kProtected), lower) != std::end(kProtected);
  if (!is_protected && !(removal && lower.starts_with("content-security-policy"))) return true;
  problems.add(Code::protected_header, place,
               "rules may not " + std::string(removal ? "remove " : "set ") + quoted(name));
  return false;
}

void read_set(const TomlTable& set, HeadEdits& edits, Problems& problems) {
  for (const TomlEntry& entry : set) {
    const std::string* value = entry.value.string();
    if (!value) {
      wrong_type(entry.value, entry.key, "text", problems);
      continue;
    }
    if (!check_name(entry.key, entry.key_place, false, problems)) continue;
    if (!is_field_value(*value)) {
      problems.add(Code::bad_header, entry.value.place, "a field value is one line of visible ASCII");
      continue;
    }
    edits.set.emplace_back(entry.key, *value);
  }
}

}  // namespace

void make_headers(const ActionSource& source, Problems& problems, ActionParts& parts) {
  if (!is_table(source, problems)) return;
  const TomlTable& table = *source.value.table();
  TableReader reader(table, source.key_place, name_of(source), problems);
  HeadEdits edits;
  if (const TomlValue* set = reader.table("set")) read_set(*set->table(), edits, problems);
  for (const PlacedText& name : reader.texts("remove")) {
    if (check_name(*name.text, name.value->place, true, problems)) edits.remove.push_back(*name.text);
  }
  reader.refuse_unknown();
  if (!find(table, "set") && !find(table, "remove")) {
    problems.add(Code::missing_key, source.key_place, "`headers` says neither `set` nor `remove`");
  }
  parts.edits.push_back(std::make_unique<Headers>(std::move(edits)));
}

}  // namespace caveat::rules
