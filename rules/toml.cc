#include "rules/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "rules/problems.h"
#include "rules/source_text.h"
#include "rules/toml_advice.h"
#include "rules/toml_guard.h"
#include "rules/utf8.h"

namespace caveat::rules {

namespace {

/// Copies a toml++ tree into our own values, with places.
class TomlCopy {
 public:
  explicit TomlCopy(const SourceFile& file) : file_(file), source_(file.text) {}

  TomlTable table(const toml::table& source) const {
    TomlTable out;
    for (const auto& [key, node] : source) {
      out.push_back({std::string(key.str()), place(key.source()), value(node)});
    }
    // toml++ keeps keys sorted by name; authors think in the order of the file.
    std::stable_sort(out.begin(), out.end(), [](const TomlEntry& a, const TomlEntry& b) {
      return std::pair(a.key_place.line, a.key_place.column) <
             std::pair(b.key_place.line, b.key_place.column);
    });
    return out;
  }

 private:
  TomlValue value(const toml::node& node) const {
    TomlValue out;
    out.place = place(node.source());
    if (const auto* text = node.as_string()) out.data = text->get();
    if (const auto* number = node.as_integer()) out.data = number->get();
    if (const auto* number = node.as_floating_point()) out.data = number->get();
    if (const auto* truth = node.as_boolean()) out.data = truth->get();
    if (const auto* day = node.as_date()) out.data = TomlDateTime{date(day->get()), {}, {}};
    if (const auto* clock = node.as_time()) out.data = TomlDateTime{{}, time(clock->get()), {}};
    if (const auto* both = node.as_date_time()) out.data = date_time(both->get());
    if (const auto* list = node.as_array()) out.data = array(*list);
    if (const auto* inner = node.as_table()) out.data = table(*inner);
    return out;
  }

  TomlArray array(const toml::array& source) const {
    TomlArray out;
    for (const toml::node& node : source) out.push_back(value(node));
    return out;
  }

  static std::chrono::year_month_day date(const toml::date& source) {
    return {std::chrono::year(source.year), std::chrono::month(source.month), std::chrono::day(source.day)};
  }

  static std::chrono::seconds time(const toml::time& source) {
    return std::chrono::hours(source.hour) + std::chrono::minutes(source.minute) +
           std::chrono::seconds(source.second);
  }

  static TomlDateTime date_time(const toml::date_time& source) {
    TomlDateTime out{date(source.date), time(source.time), {}};
    if (source.offset) out.offset = std::chrono::minutes(source.offset->minutes);
    return out;
  }

  SourcePlace place(const toml::source_region& region) const {
    SourcePlace out;
    out.file = file_.path;
    out.line = static_cast<int>(region.begin.line);
    out.column = static_cast<int>(region.begin.column);
    const bool one_line = region.begin.line == region.end.line;
    const int end = one_line ? static_cast<int>(region.end.column) : end_of_line(out.line);
    out.length = std::max(1, end - out.column);
    return out;
  }

  int end_of_line(int line) const { return static_cast<int>(count_code_points(source_.line(line))) + 1; }

  const SourceFile& file_;
  SourceText source_;
};

}  // namespace

std::string_view TomlValue::kind_name() const {
  static constexpr std::string_view kNames[] = {"text",   "a number", "a number", "true or false",
                                                "a date", "a list",   "a table"};
  return kNames[data.index()];
}

const TomlValue* find(const TomlTable& table, std::string_view key) {
  const auto found =
      std::find_if(table.begin(), table.end(), [key](const TomlEntry& entry) { return entry.key == key; });
  return found == table.end() ? nullptr : &found->value;
}

std::optional<TomlTable> parse_toml(std::string_view file, std::string_view text,
                                    std::vector<Diagnostic>& diagnostics) {
  const SourceFile source{std::string(file), std::string(text)};
  Problems problems(source, diagnostics);
  if (!guard_toml(source, problems)) return std::nullopt;
  try {
    return TomlCopy(source).table(toml::parse(source.text, source.path));
  } catch (const toml::parse_error& error) {
    SourcePlace place;
    place.file = source.path;
    place.line = static_cast<int>(error.source().begin.line);
    place.column = static_cast<int>(error.source().begin.column);
    problems.add(Code::toml_syntax, place, std::string(error.description()),
                 advise_on_toml(SourceText(source.text).line(place.line), place.column, error.description()));
    return std::nullopt;
  }
}

}  // namespace caveat::rules
