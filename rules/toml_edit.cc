#include "rules/toml_edit.h"

#include <algorithm>
#include <utility>

#include "rules/toml_format.h"
#include "rules/toml_splices.h"
#include "rules/toml_values.h"

namespace caveat::rules {

namespace {

using EditKind = TomlEdit::Kind;

std::optional<TomlTable> parsed(std::string_view text) {
  std::vector<Diagnostic> ignored;
  return parse_toml("text", text, ignored);
}

TomlValue* member(TomlValue& value, const TomlStep& step) {
  if (const auto* key = std::get_if<std::string>(&step)) {
    auto* table = std::get_if<TomlTable>(&value.data);
    if (table == nullptr) return nullptr;
    const auto found = std::find_if(table->begin(), table->end(),
                                    [key](const TomlEntry& entry) { return entry.key == *key; });
    return found == table->end() ? nullptr : &found->value;
  }
  auto* list = std::get_if<TomlArray>(&value.data);
  const std::size_t index = std::get<std::size_t>(step);
  return list != nullptr && index < list->size() ? &(*list)[index] : nullptr;
}

/// The member, made if it is not there and `value` can have it.
TomlValue* made_member(TomlValue& value, const TomlStep& step) {
  if (TomlValue* there = member(value, step)) return there;
  if (const auto* key = std::get_if<std::string>(&step)) {
    auto* table = std::get_if<TomlTable>(&value.data);
    return table == nullptr ? nullptr : &table->emplace_back(TomlEntry{*key, {}, {TomlTable(), {}}}).value;
  }
  auto* list = std::get_if<TomlArray>(&value.data);
  const bool next = list != nullptr && std::get<std::size_t>(step) == list->size();
  return next ? &list->emplace_back(TomlValue{TomlTable(), {}}) : nullptr;
}

void drop_member(TomlValue& value, const TomlStep& step) {
  if (const auto* key = std::get_if<std::string>(&step)) {
    std::erase_if(std::get<TomlTable>(value.data),
                  [key](const TomlEntry& entry) { return entry.key == *key; });
  } else {
    auto& list = std::get<TomlArray>(value.data);
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(std::get<std::size_t>(step)));
  }
}

/// What the edit asks for, done to the values. False if the path leads nowhere.
bool apply(const TomlEdit& edit, TomlValue& root) {
  if (edit.path.empty()) return false;
  TomlValue* at = &root;
  const auto last = std::prev(edit.path.end());
  for (auto step = edit.path.begin(); step != last; ++step) {
    at = edit.kind == EditKind::remove ? member(*at, *step) : made_member(*at, *step);
    if (at == nullptr) return false;
  }
  if (edit.kind == EditKind::remove) {
    if (member(*at, *last) == nullptr) return false;
    drop_member(*at, *last);
    return true;
  }
  const bool there = member(*at, *last) != nullptr;
  TomlValue* target = made_member(*at, *last);
  if (target == nullptr) return false;
  if (edit.kind == EditKind::set) {
    target->data = edit.value.data;
    return true;
  }
  if (!there) target->data = TomlArray();
  auto* list = std::get_if<TomlArray>(&target->data);
  if (list != nullptr) list->push_back(edit.value);
  return list != nullptr;
}

/// A table without members need not be written, once its last member was taken out of it.
bool has_members(const TomlValue& value) {
  const auto* table = value.table();
  return table == nullptr || std::any_of(table->begin(), table->end(),
                                         [](const TomlEntry& one) { return has_members(one.value); });
}

TomlValue without_empty_tables(const TomlValue& value) {
  if (const auto* list = value.array()) {
    TomlArray items;
    for (const TomlValue& item : *list) items.push_back(without_empty_tables(item));
    return {std::move(items), {}};
  }
  if (value.table() == nullptr) return value;
  TomlTable out;
  for (const TomlEntry& entry : *value.table()) {
    if (has_members(entry.value)) out.push_back({entry.key, {}, without_empty_tables(entry.value)});
  }
  return {std::move(out), {}};
}

bool says_the_same(const TomlTable& got, const TomlValue& wanted) {
  return same_value(without_empty_tables({got, {}}), without_empty_tables(wanted), KeyOrder::any);
}

/// Of `[[tables]]` none is left once the last was taken out; of a list written in brackets the brackets are.
bool took_out_last(const TomlEdit& edit, TomlValue wanted, const TomlTable& got) {
  const bool of_list = edit.kind == EditKind::remove && std::holds_alternative<std::size_t>(edit.path.back());
  if (!of_list || edit.path.size() < 2) return false;
  const TomlEdit all{EditKind::remove, TomlPath(edit.path.begin(), std::prev(edit.path.end()))};
  TomlValue* list = &wanted;
  for (const TomlStep& step : all.path) list = member(*list, step);
  const bool empty = list->array() != nullptr && list->array()->empty();
  return empty && apply(all, wanted) && says_the_same(got, wanted);
}

std::string with_splices(std::string_view text, std::vector<TomlSplice> splices, std::size_t& changed) {
  std::stable_sort(splices.begin(), splices.end(),
                   [](const TomlSplice& a, const TomlSplice& b) { return a.span.begin < b.span.begin; });
  const std::size_t first_end = text.find('\n');
  const bool crlf = first_end != std::string_view::npos && first_end > 0 && text[first_end - 1] == '\r';
  std::string out;
  std::size_t from = 0;
  for (const TomlSplice& splice : splices) {
    out += text.substr(from, splice.span.begin - from);
    changed = out.size() + (splice.text.starts_with('\n') ? 1 : 0);
    for (const char c : splice.text) out += c == '\n' && crlf ? "\r\n" : std::string(1, c);
    from = splice.span.end;
  }
  return out + std::string(text.substr(from));
}

std::string laid_out(const std::string& text) {
  std::vector<Diagnostic> ignored;
  return format_toml({"text", text}, ignored).value_or(text);
}

int line_of(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

/// One edit; in words why not.
boost::system::result<EditedToml, TomlEditRefusal> edited(const std::string& text, const TomlEdit& edit) {
  const auto document = parsed(text);
  if (!document) return TomlEditRefusal{"the text is not TOML as it stands: mend it by hand first"};
  TomlValue wanted{*document, {}};
  if (!apply(edit, wanted)) return TomlEditRefusal{"there is no such place in the text"};
  const auto splices = splices_for(text, *document, edit);
  if (!splices) return TomlEditRefusal{"this cannot be changed by the form: change it in the text"};
  EditedToml out;
  std::size_t changed = 0;
  out.text = with_splices(text, *splices, changed);
  out.line = line_of(out.text, changed);
  const auto result = parsed(out.text);
  if (!result || (!says_the_same(*result, wanted) && !took_out_last(edit, wanted, *result))) {
    return TomlEditRefusal{"this cannot be changed by the form: change it in the text"};
  }
  return out;
}

}  // namespace

boost::system::result<EditedToml, TomlEditRefusal> edit_toml(std::string_view text,
                                                             std::span<const TomlEdit> edits) {
  EditedToml out{std::string(text), 1};
  const bool in_layout = laid_out(out.text) == out.text;
  for (const TomlEdit& edit : edits) {
    auto next = edited(out.text, edit);
    if (!next) return next.error();
    out = *std::move(next);
  }
  if (in_layout) out.text = laid_out(out.text);
  return out;
}

}  // namespace caveat::rules
