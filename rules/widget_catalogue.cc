#include "rules/widget_catalogue.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rules/problems.h"
#include "rules/selector_check.h"
#include "rules/table_reader.h"
#include "rules/toml.h"
#include "rules/vocabulary/words.h"

namespace caveat::rules {

namespace {

std::vector<std::string> copied(const std::vector<PlacedText>& texts) {
  std::vector<std::string> out;
  for (const PlacedText& text : texts) out.push_back(*text.text);
  return out;
}

/// `elements`, and a selector for each of `addresses` in each of `attributes`; none of `but_not`.
std::vector<std::string> read_selectors(TableReader& reader) {
  std::vector<std::string> selectors = copied(reader.texts("elements"));
  std::vector<std::string> attributes = copied(reader.texts("attributes"));
  if (attributes.empty()) attributes.emplace_back("href");
  const std::vector<PlacedText> addresses = reader.texts("addresses");
  for (const std::string& attribute : attributes) {
    for (const PlacedText& address : addresses) {
      selectors.push_back("[" + attribute + "*=\"" + *address.text + "\" i]");
    }
  }
  std::string excluded;
  for (const PlacedText& one : reader.texts("but_not"))
    excluded += (excluded.empty() ? "" : ", ") + *one.text;
  if (excluded.empty()) return selectors;
  for (std::string& selector : selectors) selector += ":not(" + excluded + ")";
  return selectors;
}

/// Parsed as a whole, which is twice as fast; one by one only to tell what is wrong.
std::optional<html::SelectorList> joined(const std::vector<std::string>& selectors, const TomlValue& entry,
                                         Problems& problems) {
  std::string all;
  for (const std::string& selector : selectors) all += (all.empty() ? "" : ", ") + selector;
  if (auto list = html::SelectorList::parse(all)) return std::move(*list);
  std::vector<PlacedText> placed;
  for (const std::string& selector : selectors) placed.push_back({&selector, &entry});
  return joined_selectors(placed, problems);
}

std::optional<Widget> read_widget(const TomlValue& entry, Problems& problems) {
  TableReader reader(*entry.table(), entry.place, "[[widgets]]", problems);
  const std::string* kind = reader.word("kind", kWidgetKindWords);
  const TomlValue* name = reader.required_text("name");
  const TomlValue* network = reader.required_text("network");
  std::vector<std::string> selectors = read_selectors(reader);
  const auto selector = joined(selectors, entry, problems);
  const TomlValue* max_text = reader.integer("max_text");
  const TomlValue* example = reader.required_text("example");
  std::vector<std::string> stays = copied(reader.texts("stays"));
  reader.refuse_unknown();
  if (!kind || !name || !network || !selector || !example) return std::nullopt;
  const std::int64_t bound = max_text ? std::max<std::int64_t>(0, *max_text->integer()) : 0;
  return Widget{*kind,
                *name->string(),
                *network->string(),
                std::move(selectors),
                *selector,
                static_cast<std::size_t>(bound),
                *example->string(),
                std::move(stays)};
}

}  // namespace

std::span<const std::string_view> widget_kinds() {
  return kWidgetKindWords;
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
