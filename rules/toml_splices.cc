#include "rules/toml_splices.h"

#include <algorithm>
#include <utility>

#include "rules/toml_sections.h"
#include "rules/toml_values.h"

namespace caveat::rules {

namespace {

using EditKind = TomlEdit::Kind;
using SpannedKind = SpannedValue::Kind;

const TomlValue* member(const TomlValue& value, const TomlStep& step) {
  if (const auto* key = std::get_if<std::string>(&step))
    return value.table() != nullptr ? find(*value.table(), *key) : nullptr;
  const std::size_t index = std::get<std::size_t>(step);
  return value.array() != nullptr && index < value.array()->size() ? &(*value.array())[index] : nullptr;
}

const TomlValue* value_at(const TomlValue& root, const TomlPath& path) {
  const TomlValue* at = &root;
  for (const TomlStep& step : path) at = at != nullptr ? member(*at, step) : nullptr;
  return at;
}

TomlPath with(TomlPath path, TomlStep step) {
  path.push_back(std::move(step));
  return path;
}

/// The parts of `path` behind the first `count`, joined by dots; nullopt if one is a number.
std::optional<std::string> dotted(const TomlPath& path, std::size_t count) {
  std::string out;
  for (std::size_t i = count; i < path.size(); ++i) {
    const auto* key = std::get_if<std::string>(&path[i]);
    if (key == nullptr) return std::nullopt;
    out += (out.empty() ? "" : ".") + toml_key(*key);
  }
  return out;
}

bool is_list_of_tables(const TomlValue& value) {
  const auto* list = value.array();
  return list != nullptr && !list->empty() &&
         std::all_of(list->begin(), list->end(), [](const TomlValue& one) { return one.table() != nullptr; });
}

class SplicePlan {
 public:
  SplicePlan(std::string_view text, const TomlTable& document, std::vector<TomlStatement> statements)
      : text_(text), root_{document, {}}, sections_(text, std::move(statements)) {
    style_.long_strings = text.find('\r') == std::string_view::npos;
  }

  bool plan(const TomlEdit& edit) {
    if (edit.kind == EditKind::remove) return remove(edit.path);
    return edit.kind == EditKind::set ? set(edit.path, edit.value) : append(edit.path, edit.value);
  }

  std::vector<TomlSplice> splices() && { return std::move(splices_); }

 private:
  void splice(ByteSpan span, std::string text) { splices_.push_back({span, std::move(text)}); }
  void insert(std::size_t at, std::string text) { splice({at, at}, std::move(text)); }

  /// Where the value at `path` is written, if it is written as one.
  struct Written {
    const SpannedValue* value = nullptr;
    const SpannedValue* list_or_table = nullptr;  ///< that it is a member of; null: it has a statement
    std::size_t index = 0;                        ///< among the members
    const TomlStatement* statement = nullptr;
  };

  std::optional<Written> written(const TomlPath& path) const {
    for (const TomlStatement& statement : sections_.statements()) {
      if (statement.kind != TomlStatement::Kind::pair || !begins_with(path, statement.path)) continue;
      return within({&statement.pair.value, nullptr, 0, &statement}, path, statement.path.size());
    }
    return std::nullopt;
  }

  static std::optional<Written> within(Written at, const TomlPath& path, std::size_t depth) {
    while (depth < path.size()) {
      const auto* key = std::get_if<std::string>(&path[depth]);
      const auto& members = at.value->members;
      std::size_t index = 0;
      std::size_t used = 1;
      if (key == nullptr) {
        index = std::get<std::size_t>(path[depth]);
      } else {
        while (index < members.size() && !key_leads_to(members[index].key, path, depth)) ++index;
        if (index < members.size()) used = members[index].key.size();
      }
      if (index >= members.size()) return std::nullopt;
      at = {&members[index].value, at.value, index, at.statement};
      depth += used;
    }
    return at;
  }

  static bool key_leads_to(const std::vector<std::string>& key, const TomlPath& path, std::size_t depth) {
    if (key.empty() || depth + key.size() > path.size()) return false;
    for (std::size_t i = 0; i < key.size(); ++i) {
      const auto* step = std::get_if<std::string>(&path[depth + i]);
      if (step == nullptr || *step != key[i]) return false;
    }
    return true;
  }

  bool set(const TomlPath& path, const TomlValue& value) {
    const TomlValue* old = value_at(root_, path);
    if (old == nullptr) return put_in(path, value);
    if (same_value(*old, value, KeyOrder::any)) return true;
    if (old->table() != nullptr && value.table() != nullptr)
      return set_table(path, *old->table(), *value.table());
    const auto place = written(path);
    if (place && place->value->kind == SpannedKind::list && value.array() != nullptr)
      return set_list(*place->value, *old->array(), *value.array());
    if (place) {
      splice(place->value->span, toml_text(value, style_));
      return true;
    }
    return old->array() != nullptr && value.array() != nullptr &&
           set_tables(path, *old->array(), *value.array());
  }

  bool set_table(const TomlPath& path, const TomlTable& old, const TomlTable& wanted) {
    bool planned = true;
    // In an inline table two changes could meet at one comma.
    const auto place = written(path);
    const bool same_keys =
        old.size() == wanted.size() && std::all_of(wanted.begin(), wanted.end(), [&](const TomlEntry& entry) {
          return find(old, entry.key) != nullptr;
        });
    if (place && !same_keys) {
      splice(place->value->span, toml_text({wanted, {}}, style_));
      return true;
    }
    for (const TomlEntry& entry : old) {
      if (find(wanted, entry.key) == nullptr) planned = remove(with(path, entry.key)) && planned;
    }
    for (const TomlEntry& entry : wanted) planned = set(with(path, entry.key), entry.value) && planned;
    return planned;
  }

  /// Of `[[tables]]`.
  bool set_tables(const TomlPath& path, const TomlArray& old, const TomlArray& wanted) {
    bool planned = true;
    for (std::size_t i = 0; i < old.size(); ++i) {
      planned = (i < wanted.size() ? set(with(path, i), wanted[i]) : remove(with(path, i))) && planned;
    }
    for (std::size_t i = old.size(); i < wanted.size(); ++i) planned = append(path, wanted[i]) && planned;
    return planned;
  }

  /// What both begin and end with stays as it is written.
  bool set_list(const SpannedValue& list, const TomlArray& old, const TomlArray& wanted) {
    const auto same = [](const TomlValue& a, const TomlValue& b) { return same_value(a, b, KeyOrder::any); };
    std::size_t begin = 0;
    while (begin < old.size() && begin < wanted.size() && same(old[begin], wanted[begin])) ++begin;
    std::size_t end = 0;
    while (begin + end < old.size() && begin + end < wanted.size() &&
           same(old[old.size() - 1 - end], wanted[wanted.size() - 1 - end]))
      ++end;
    const std::size_t removed = old.size() - begin - end;
    const std::size_t added = wanted.size() - begin - end;
    const std::size_t replaced = std::min(removed, added);
    for (std::size_t i = begin; i < begin + replaced; ++i)
      splice(list.members[i].value.span, toml_text(wanted[i], style_));
    std::vector<std::string> texts;
    for (std::size_t i = begin + replaced; i < begin + added; ++i)
      texts.push_back(toml_text(wanted[i], style_));
    if (removed > replaced) remove_items(list, begin + replaced, begin + removed);
    if (!texts.empty()) insert_items(list, begin + replaced, texts);
    return true;
  }

  void remove_items(const SpannedValue& list, std::size_t first, std::size_t last) {
    splice(span_of_items(text_, list, first, last), "");
  }

  void insert_items(const SpannedValue& list, std::size_t at, const std::vector<std::string>& texts) {
    for (auto& [offset, text] : texts_of_new_items(text_, list, at, texts)) insert(offset, std::move(text));
  }

  bool append(const TomlPath& path, const TomlValue& value) {
    const TomlValue* old = value_at(root_, path);
    const auto place = written(path);
    if (place) {
      if (place->value->kind != SpannedKind::list) return false;
      insert_items(*place->value, place->value->members.size(), {toml_text(value, style_)});
      return true;
    }
    const bool headed = path.size() == 1 && value.table() != nullptr;
    if (!headed && old == nullptr) return put_in(path, {TomlArray{value}, {}});
    const auto key = dotted(path, 0);
    if (!headed || !key) return false;
    const std::size_t offset = sections_.place_for(path);
    insert(offset, sections_.blank_line() + "[[" + *key + "]]\n" + body(*value.table(), *key));
    return true;
  }

  /// The lines below a heading, and headings below it for what is too long for a line.
  std::string body(const TomlTable& table, const std::string& heading) const {
    std::string lines;
    std::string below;
    for (const TomlEntry& entry : table) {
      const std::string key = toml_key(entry.key);
      const auto* inner = entry.value.table();
      const std::string written_value = toml_text(entry.value, style_);
      if (inner != nullptr && (entry.key == "when" || entry.key == "unless")) {
        for (const TomlEntry& one : *inner)
          lines.append(key)
              .append(".")
              .append(toml_key(one.key))
              .append(" = ")
              .append(toml_text(one.value, style_))
              .append("\n");
      } else if (inner != nullptr &&
                 (written_value.size() > 100 || written_value.find('\n') != std::string::npos)) {
        std::string inner_heading = heading;
        inner_heading.append(".").append(key);
        below.append("\n[").append(inner_heading).append("]\n").append(body(*inner, inner_heading));
      } else {
        lines.append(key).append(" = ").append(written_value).append("\n");
      }
    }
    return lines + below;
  }

  /// What is not there yet.
  bool put_in(const TomlPath& path, const TomlValue& value) {
    if (std::holds_alternative<std::size_t>(path.back())) {
      const TomlPath list(path.begin(), std::prev(path.end()));
      const TomlValue* old = value_at(root_, list);
      const std::size_t size = old != nullptr && old->array() != nullptr ? old->array()->size() : 0;
      return std::get<std::size_t>(path.back()) == size && append(list, value);
    }
    if (is_list_of_tables(value) && path.size() == 1) {
      const auto& tables = *value.array();
      return std::all_of(tables.begin(), tables.end(),
                         [&](const TomlValue& table) { return append(path, table); });
    }
    std::size_t known = path.size() - 1;
    while (value_at(root_, TomlPath(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(known))) ==
           nullptr)
      --known;
    const TomlPath table(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(known));
    const auto key = dotted(path, known);
    if (!key) return false;
    if (const auto place = written(table)) return put_into_inline_table(*place->value, *key, value);
    // What is a table or goes into one stands under a heading, not above all headings.
    const bool is_plain = !table.empty() || (path.size() == 1 && value.table() == nullptr);
    if (const auto at = is_plain ? sections_.place_in(table) : std::nullopt) {
      const auto relative = dotted(path, at->depth);
      if (!relative) return false;
      insert(at->offset, at->before + *relative + " = " + toml_text(value, style_) + "\n");
      return true;
    }
    return put_in_section(path, value);
  }

  bool put_into_inline_table(const SpannedValue& table, const std::string& key, const TomlValue& value) {
    if (table.kind != SpannedKind::inline_table) return false;
    const std::string pair = key + " = " + toml_text(value, {.long_strings = false});
    if (table.members.empty()) {
      splice(table.span, "{ " + pair + " }");
    } else {
      insert(table.members.back().value.span.end, ", " + pair);
    }
    return true;
  }

  /// Under a heading of its own.
  bool put_in_section(const TomlPath& path, const TomlValue& value) {
    const auto* table = value.table();
    const TomlPath headed(path.begin(), table != nullptr ? path.end() : std::prev(path.end()));
    if (headed.empty() || !dotted(headed, 0)) return false;
    TomlTable pair;
    if (table == nullptr) pair.push_back({std::get<std::string>(path.back()), {}, value});
    const std::string heading = *dotted(headed, 0);
    const std::size_t offset = sections_.place_for(headed);
    insert(offset,
           sections_.blank_line() + "[" + heading + "]\n" + body(table != nullptr ? *table : pair, heading));
    return true;
  }

  bool remove(const TomlPath& path) {
    if (const auto place = written(path)) {
      if (place->list_or_table == nullptr) {
        splice(sections_.lines_of(*place->statement), "");
      } else if (place->list_or_table->kind == SpannedKind::list) {
        remove_items(*place->list_or_table, place->index, place->index + 1);
      } else {
        splice(span_of_pair(*place->list_or_table, place->index), "");
      }
      return true;
    }
    const std::vector<ByteSpan> spans = sections_.all_below(path);
    for (const ByteSpan span : spans) splice(span, "");
    return !spans.empty();
  }

  std::string_view text_;
  TomlValue root_;
  TomlSections sections_;
  TomlStyle style_;
  std::vector<TomlSplice> splices_;
};

}  // namespace

std::optional<std::vector<TomlSplice>> splices_for(std::string_view text, const TomlTable& document,
                                                   const TomlEdit& edit) {
  auto statements = spans_of(text);
  if (!statements || edit.path.empty()) return std::nullopt;
  SplicePlan plan(text, document, *std::move(statements));
  if (!plan.plan(edit)) return std::nullopt;
  return std::move(plan).splices();
}

}  // namespace caveat::rules
