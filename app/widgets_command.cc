#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "filter/readable_page.h"
#include "rules/json_text.h"
#include "rules/utf8.h"
#include "rules/widget_search.h"

namespace caveat::app {
namespace {

/// Start tags are cut to so many characters, in one line.
constexpr std::size_t kShownCharacters = 100;

struct FoundElement {
  rules::FoundWidget found;
  std::size_t line;
};

std::optional<std::string> read_page(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.is_open() && !in.bad()) return bytes;
  std::cerr << "caveat: " << path << " cannot be read\n";
  return std::nullopt;
}

std::string shortened(const std::string& start_tag) {
  std::string line;
  for (std::size_t at = 0; at < start_tag.size();) {
    const rules::CodePoint point = rules::code_point_at(start_tag, at);
    at += point.bytes;
    const bool space = point.value <= 0x20;
    if (space && line.ends_with(' ')) continue;
    rules::append_utf8(line, space ? U' ' : point.value);
  }
  if (rules::count_code_points(line) <= kShownCharacters) return line;
  return std::string(rules::code_point_slice(line, 0, kShownCharacters)) + "…";
}

std::vector<FoundElement> with_lines(std::vector<rules::FoundWidget> widgets, const std::string& page) {
  std::vector<FoundElement> elements;
  std::size_t line = 1;
  std::size_t at = 0;
  for (rules::FoundWidget& widget : widgets) {
    for (; at < widget.offset && at < page.size(); ++at) line += page[at] == '\n' ? 1 : 0;
    elements.push_back({std::move(widget), line});
  }
  return elements;
}

/// "share facebook, share-container; like twitter-like".
std::string names_of(const FoundElement& element) {
  std::string names;
  std::string_view kind;
  for (const rules::Widget* widget : element.found.widgets) {
    if (widget->kind == kind) {
      names.append(", ").append(widget->name);
      continue;
    }
    kind = widget->kind;
    names.append(names.empty() ? "" : "; ").append(kind).append(" ").append(widget->name);
  }
  return names;
}

/// How many elements are of each kind, in the order of `widget_kinds()`. One may be of several.
std::vector<std::pair<std::string_view, std::size_t>> counted_by_kind(
    const std::vector<FoundElement>& found) {
  std::vector<std::pair<std::string_view, std::size_t>> counts;
  for (const std::string_view kind : rules::widget_kinds()) {
    const auto count = std::ranges::count_if(
        found, [&](const FoundElement& element) { return element.found.is_of_kind(kind); });
    if (count != 0) counts.emplace_back(kind, static_cast<std::size_t>(count));
  }
  return counts;
}

void print_text(const std::string& path, const std::vector<FoundElement>& found) {
  if (found.empty()) {
    std::cout << path << ": no widget of the catalogue\n";
    return;
  }
  for (const FoundElement& one : found) {
    std::cout << path << ":" << one.line << ": " << names_of(one) << "  " << shortened(one.found.start_tag)
              << "\n";
  }
  std::string counts;
  std::string kinds;
  for (const auto& [kind, count] : counted_by_kind(found)) {
    counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(kind);
    kinds += (kinds.empty() ? "\"" : ", \"") + std::string(kind) + "\"";
  }
  std::cout << path << ": " << found.size() << (found.size() == 1 ? " element: " : " elements: ") << counts
            << "\n"
            << "A rule takes them out with remove = { widgets = [" << kinds << "] }\n";
}

void print_json(const std::string& path, const std::vector<FoundElement>& found) {
  rules::JsonText json;
  json.begin_object().text("page", path).begin_list("widgets");
  for (const FoundElement& one : found) {
    for (const rules::Widget* widget : one.found.widgets) {
      json.begin_object()
          .text("kind", widget->kind)
          .text("name", widget->name)
          .text("network", widget->network);
      json.number("line", static_cast<std::int64_t>(one.line))
          .text("start_tag", shortened(one.found.start_tag))
          .end_object();
    }
  }
  json.end_list().end_object();
  std::cout << std::move(json).take();
}

}  // namespace

int widgets(const WidgetsArguments& arguments) {
  auto bytes = read_page(arguments.page);
  if (!bytes) return kCouldNot;
  const auto page = filter::readable_page(*std::move(bytes), "");
  auto widgets = page ? rules::find_widgets(page->bytes, rules::WidgetCatalogue::built_in()) : std::nullopt;
  if (!widgets) {
    std::cerr << "caveat: " << arguments.page << " cannot be followed as a page\n";
    return kCouldNot;
  }
  const auto found = with_lines(*std::move(widgets), page->bytes);
  arguments.json ? print_json(arguments.page, found) : print_text(arguments.page, found);
  return kClean;
}

}  // namespace caveat::app
