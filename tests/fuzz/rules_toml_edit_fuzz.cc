// Edits of a TOML text: each says what was asked for or is refused, and leaves other comments alone.
#include <cstdint>
#include <cstdlib>

#include "rules/toml_edit.h"
#include "rules/toml_syntax.h"
#include "rules/toml_values.h"

namespace {

using namespace caveat::rules;

/// A place in `value` that the numbers lead to.
TomlPath some_path(const TomlValue& value, const std::uint8_t*& numbers, const std::uint8_t* end) {
  TomlPath path;
  const TomlValue* at = &value;
  while (numbers != end) {
    const std::size_t number = *numbers++;
    if (const auto* table = at->table(); table != nullptr && !table->empty()) {
      const TomlEntry& entry = (*table)[number % table->size()];
      path.emplace_back(entry.key);
      at = &entry.value;
    } else if (const auto* list = at->array(); list != nullptr && !list->empty()) {
      path.emplace_back(number % list->size());
      at = &(*list)[number % list->size()];
    } else {
      if (number % 3 == 0) path.emplace_back("new key");
      break;
    }
    if (number % 7 == 0) break;
  }
  return path;
}

TomlValue some_value(std::uint8_t number) {
  switch (number % 5) {
    case 0:
      return {std::string("a\n\"b\"\\"), {}};
    case 1:
      return {std::int64_t{7}, {}};
    case 2:
      return {TomlArray{{std::string("x"), {}}, {true, {}}}, {}};
    case 3:
      return {TomlTable{{"k", {}, {std::string("v"), {}}}}, {}};
    default:
      return {std::string("'"), {}};
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 8) return 0;
  const std::uint8_t* numbers = data + 2;
  const std::string text(reinterpret_cast<const char*>(data) + 8, size - 8);
  std::vector<Diagnostic> diagnostics;
  const auto document = parse_toml("f", text, diagnostics);
  if (!document) return 0;
  TomlEdit edit;
  edit.kind = static_cast<TomlEdit::Kind>(data[0] % 3);
  edit.path = some_path({*document, {}}, numbers, data + 8);
  edit.value = some_value(data[1]);
  const auto result = edit_toml(text, {&edit, 1});
  if (!result) return 0;
  // What was asked for, edit_toml has compared itself: twice the same must change nothing more.
  if (edit.kind == TomlEdit::Kind::set) {
    const auto again = edit_toml(result->text, {&edit, 1});
    if (!again || again->text != result->text) std::abort();
  }
  if (!parse_toml("f", result->text, diagnostics)) std::abort();
  return 0;
}
