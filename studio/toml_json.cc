#include "studio/toml_json.h"

#include <algorithm>
#include <map>

#include "rules/byte_order_mark.h"
#include "rules/notice_html.h"
#include "rules/toml_spans.h"
#include "rules/toml_values.h"
#include "rules/utf8.h"
#include "studio/diagnostics_json.h"
#include "studio/request_members.h"

namespace caveat::studio {

namespace {

namespace json = boost::json;
using rules::TomlPath;
using rules::TomlValue;

constexpr std::size_t kMostEdits = 1000;

Asked<TomlValue> date_of(const json::value& written) {
  const auto is_of_date = [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == ':' || c == 'T' || c == 'Z' || c == '+' || c == '.';
  };
  const auto* text = written.if_string();
  if (text == nullptr || text->size() > 40 || !std::all_of(text->begin(), text->end(), is_of_date))
    return bad_request("This is no date; write 2026-03-01 or 2026-03-01T12:00:00Z.");
  std::vector<rules::Diagnostic> ignored;
  const auto table = rules::parse_toml("date", "date = " + std::string(*text), ignored);
  if (!table || table->size() != 1 || table->front().value.date_time() == nullptr)
    return bad_request(std::string(*text) + " is no date; write 2026-03-01 or 2026-03-01T12:00:00Z.");
  return table->front().value;
}

Asked<TomlValue> table_of(const json::object& object) {
  if (object.size() == 1) {
    const auto& [key, value] = *object.begin();
    if (key == "$date" || key == "$datetime") return date_of(value);
  }
  rules::TomlTable table;
  for (const auto& [key, value] : object) {
    auto inner = toml_of(value);
    if (!inner) return inner.error();
    table.push_back({std::string(key), {}, *std::move(inner)});
  }
  return TomlValue{std::move(table), {}};
}

Asked<TomlPath> path_of(const json::value* written) {
  if (written == nullptr || !written->is_array() || written->get_array().empty())
    return bad_request("An edit wants a path such as [\"rules\", 0, \"id\"].");
  TomlPath path;
  for (const json::value& step : written->get_array()) {
    if (const auto* key = step.if_string()) {
      path.emplace_back(std::string(*key));
    } else if (step.is_int64() && step.get_int64() >= 0) {
      path.emplace_back(static_cast<std::size_t>(step.get_int64()));
    } else {
      return bad_request("A path is made of keys and of numbers from 0 on.");
    }
  }
  return path;
}

Asked<rules::TomlEdit> edit_of(const json::value& written) {
  const auto* object = written.if_object();
  if (object == nullptr) return bad_request("An edit has to be an object.");
  auto path = path_of(object->if_contains("path"));
  if (!path) return path.error();
  rules::TomlEdit edit{rules::TomlEdit::Kind::remove, *std::move(path)};
  const json::value* set = object->if_contains("set");
  const json::value* append = object->if_contains("append");
  if (set == nullptr && append == nullptr) {
    if (!object->contains("remove")) return bad_request("An edit wants `set`, `append` or `remove`.");
    return edit;
  }
  edit.kind = set != nullptr ? rules::TomlEdit::Kind::set : rules::TomlEdit::Kind::append;
  auto value = toml_of(set != nullptr ? *set : *append);
  if (!value) return value.error();
  edit.value = *std::move(value);
  return edit;
}

/// Lines and columns of bytes, asked for in any order.
class Places {
 public:
  explicit Places(const std::string& text) : text_(text) {
    begins_.push_back(text.starts_with(rules::kByteOrderMark) ? 3 : 0);
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
      begins_.push_back(at + 1);
  }

  std::pair<std::int64_t, std::int64_t> of(std::size_t offset) const {
    const auto after = std::upper_bound(begins_.begin(), begins_.end(), offset);
    const std::size_t begin = after == begins_.begin() ? 0 : *std::prev(after);
    const std::string_view before = std::string_view(text_).substr(begin, offset - std::min(begin, offset));
    return {std::max<std::int64_t>(1, after - begins_.begin()),
            static_cast<std::int64_t>(rules::count_code_points(before)) + 1};
  }

 private:
  const std::string& text_;
  std::vector<std::size_t> begins_;
};

std::string_view type_of(const TomlValue& value) {
  constexpr std::string_view kNames[] = {"text", "integer", "number", "truth", "date", "array", "table"};
  return kNames[value.data.index()];
}

class ModelWriter {
 public:
  explicit ModelWriter(const std::string& text) : places_(text) {
    const auto statements = rules::spans_of(text);
    if (!statements) return;
    for (const rules::TomlStatement& statement : *statements) {
      if (statement.kind == rules::TomlStatement::Kind::pair) {
        add(statement.path, statement.pair.value);
      } else {
        spans_.emplace(statement.path, statement.span);
      }
    }
  }

  json::object write(const TomlValue& value, const TomlPath& path) const {
    json::object node{{"type", type_of(value)}};
    const auto span = spans_.find(path);
    if (span != spans_.end()) {
      const auto [line, column] = places_.of(span->second.begin);
      const auto [end_line, end_column] = places_.of(span->second.end);
      node["line"] = line;
      node["column"] = column;
      node["end_line"] = end_line;
      node["end_column"] = end_column;
    } else {
      node["line"] = std::max(1, value.place.line);
      node["column"] = std::max(1, value.place.column);
      node["end_line"] = std::max(1, value.place.line);
      node["end_column"] = std::max(1, value.place.column) + value.place.length;
    }
    if (const auto* table = value.table()) {
      node["kind"] = "table";
      node["children"] = members(*table, path);
    } else if (const auto* list = value.array()) {
      node["kind"] = "array";
      node["children"] = items(*list, path);
    } else {
      node["kind"] = "value";
      node["value"] = json_of(value);
    }
    return node;
  }

 private:
  void add(const TomlPath& path, const rules::SpannedValue& value) {
    spans_.emplace(path, value.span);
    for (std::size_t i = 0; i < value.members.size(); ++i) {
      TomlPath inner = path;
      if (value.kind == rules::SpannedValue::Kind::list) inner.emplace_back(i);
      for (const std::string& part : value.members[i].key) inner.emplace_back(part);
      add(inner, value.members[i].value);
    }
  }

  json::array members(const rules::TomlTable& table, const TomlPath& path) const {
    json::array out;
    for (const rules::TomlEntry& entry : table) {
      TomlPath inner = path;
      inner.emplace_back(entry.key);
      json::object node = write(entry.value, inner);
      node["key"] = entry.key;
      node["key_line"] = std::max(1, entry.key_place.line);
      node["key_column"] = std::max(1, entry.key_place.column);
      out.push_back(std::move(node));
    }
    return out;
  }

  json::array items(const rules::TomlArray& list, const TomlPath& path) const {
    json::array out;
    for (std::size_t i = 0; i < list.size(); ++i) {
      TomlPath inner = path;
      inner.emplace_back(i);
      out.push_back(write(list[i], inner));
    }
    return out;
  }

  Places places_;
  std::map<TomlPath, rules::ByteSpan> spans_;
};

}  // namespace

json::value json_of(const TomlValue& value) {
  if (const auto* text = value.string()) return json::value(json::string(*text));
  if (const auto* number = value.integer()) return json::value(*number);
  if (const auto* truth = value.boolean()) return json::value(*truth);
  if (const auto* number = std::get_if<double>(&value.data)) return json::value(*number);
  if (const auto* moment = value.date_time()) {
    const char* key = moment->time_of_day ? "$datetime" : "$date";
    return json::object{{key, rules::toml_text(value)}};
  }
  if (const auto* list = value.array()) {
    json::array out;
    for (const TomlValue& item : *list) out.push_back(json_of(item));
    return json::value(std::move(out));
  }
  json::object out;
  for (const rules::TomlEntry& entry : *value.table()) out[entry.key] = json_of(entry.value);
  return json::value(std::move(out));
}

Asked<TomlValue> toml_of(const json::value& value) {
  if (const auto* text = value.if_string()) return TomlValue{std::string(*text), {}};
  if (const auto* number = value.if_int64()) return TomlValue{*number, {}};
  if (const auto* number = value.if_double()) return TomlValue{*number, {}};
  if (const auto* truth = value.if_bool()) return TomlValue{*truth, {}};
  if (const auto* object = value.if_object()) return table_of(*object);
  const auto* list = value.if_array();
  if (list == nullptr) return bad_request("This value cannot stand in a file of rules.");
  rules::TomlArray items;
  for (const json::value& item : *list) {
    auto one = toml_of(item);
    if (!one) return one.error();
    items.push_back(*std::move(one));
  }
  return TomlValue{std::move(items), {}};
}

Asked<std::vector<rules::TomlEdit>> read_edits(const json::object& question) {
  const json::value* written = question.if_contains("edits");
  if (written == nullptr || !written->is_array() || written->get_array().size() > kMostEdits)
    return bad_request("`edits` has to be a list of at most 1000 edits.");
  std::vector<rules::TomlEdit> edits;
  for (const json::value& one : written->get_array()) {
    auto edit = edit_of(one);
    if (!edit) return edit.error();
    edits.push_back(*std::move(edit));
  }
  return edits;
}

json::object text_directions(const rules::TomlTable& pack) {
  json::object out;
  const TomlValue* notices = rules::find(pack, "notices");
  if (notices == nullptr || notices->table() == nullptr) return out;
  for (const rules::TomlEntry& notice : *notices->table()) {
    const auto* table = notice.value.table();
    const TomlValue* text = table != nullptr ? rules::find(*table, "text") : nullptr;
    if (text == nullptr || text->table() == nullptr) continue;
    for (const rules::TomlEntry& one : *text->table()) out[one.key] = rules::text_direction(one.key);
  }
  return out;
}

json::object toml_model(const std::string& text) {
  std::vector<rules::Diagnostic> diagnostics;
  const auto document = rules::parse_toml("", text, diagnostics);
  json::object out{
      {"model", nullptr}, {"errors", diagnostics_json(diagnostics)}, {"directions", json::object()}};
  if (document) out["directions"] = text_directions(*document);
  if (document) out["model"] = ModelWriter(text).write({*document, {}}, {});
  return out;
}

}  // namespace caveat::studio
