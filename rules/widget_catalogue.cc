#include "rules/widget_catalogue.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rules/problems.h"
#include "rules/selector_check.h"
#include "rules/table_reader.h"
#include "rules/toml.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kKinds[] = {"share",   "like",      "comment", "save",
                                       "contact", "subscribe", "embed",   "tracker"};

std::string text_or_empty(const TomlValue* value) {
  return value ? *value->string() : std::string();
}

std::optional<Widget> read_widget(const TomlValue& entry, Problems& problems) {
  TableReader reader(*entry.table(), entry.place, "[[widgets]]", problems);
  const std::string* kind = reader.word("kind", kKinds);
  const TomlValue* name = reader.required_text("name");
  const TomlValue* network = reader.text("network");
  const auto selector = joined_selectors(reader.texts("elements"), problems);
  const TomlValue* max_text = reader.integer("max_text");
  const TomlValue* example = reader.text("example");
  reader.refuse_unknown();
  if (!kind || !name || !selector) return std::nullopt;
  const std::int64_t bound = max_text ? std::max<std::int64_t>(0, *max_text->integer()) : 0;
  return Widget{*kind,
                *name->string(),
                text_or_empty(network),
                *selector,
                static_cast<std::size_t>(bound),
                text_or_empty(example)};
}

}  // namespace

std::span<const std::string_view> widget_kinds() {
  return kKinds;
}

WidgetCatalogue WidgetCatalogue::read(std::span<const EmbeddedText> files,
                                      std::vector<Diagnostic>& diagnostics) {
  WidgetCatalogue out;
  for (const EmbeddedText& embedded : files) {
    const SourceFile file{"widgets/" + std::string(embedded.name), std::string(embedded.text)};
    const auto document = parse_toml(file.path, file.text, diagnostics);
    if (!document) continue;
    Problems problems(file, diagnostics);
    TableReader reader(*document, SourcePlace{file.path, 1, 1, 1}, "the catalogue", problems);
    const TomlValue* list = reader.list("widgets");
    reader.refuse_unknown();
    if (!list) continue;
    for (const TomlValue& entry : *list->array()) {
      auto widget = entry.table() ? read_widget(entry, problems) : std::nullopt;
      const bool known =
          widget && std::any_of(out.widgets_.begin(), out.widgets_.end(),
                                [&](const Widget& other) { return other.name == widget->name; });
      if (!widget || known) {
        problems.add(Code::broken_widget, entry.place,
                     known ? "a widget's name is used twice" : "a broken widget");
        continue;
      }
      out.widgets_.push_back(std::move(*widget));
    }
  }
  return out;
}

}  // namespace caveat::rules
