#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "filter/charset_codec.h"
#include "html/charset.h"
#include "html/rewriter.h"
#include "rules/json_text.h"
#include "rules/utf8.h"
#include "rules/widget_catalogue.h"

namespace caveat::app {
namespace {

/// Start tags are cut to so many characters, in one line.
constexpr std::size_t kShownCharacters = 100;
constexpr std::size_t kMostWidgets = 10'000;

class StringSink final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { bytes_ += bytes; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// The edited page is of no interest.
class NoSink final : public html::ByteSink {
 public:
  void write(std::string_view) override {}
};

/// One element, and every entry of the catalogue that knows it, in the catalogue's order.
struct FoundElement {
  std::vector<const rules::Widget*> widgets;
  std::size_t line;
  std::string start_tag;
};

std::optional<std::string> read_page(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.is_open() && !in.bad()) return bytes;
  std::cerr << "caveat: " << path << " cannot be read\n";
  return std::nullopt;
}

/// In a charset that the rewriter can read; nullopt if browsers themselves cannot.
std::optional<std::string> decoded(std::string bytes) {
  const html::Charset charset = html::sniff_charset(bytes, "");
  if (charset.kind == html::CharsetKind::replacement) return std::nullopt;
  const auto decoder = filter::make_charset_decoder(charset.kind);
  if (!decoder) return bytes;
  StringSink utf8;
  decoder->write(bytes, utf8);
  decoder->finish(utf8);
  return utf8.take();
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

/// Takes all widgets out of the page, as a rule that names every kind would, and tells which these were.
std::optional<std::vector<FoundElement>> find_widgets(const std::string& page,
                                                      const std::vector<rules::Widget>& catalogue) {
  html::ProgramBuilder builder;
  for (const rules::Widget& widget : catalogue) {
    builder.remove({.owner = 0, .selector = widget.selector, .max_text_bytes = widget.max_text_bytes});
  }
  NoSink nowhere;
  html::Rewriter rewriter(builder.build(), {.listed_removals = kMostWidgets}, nowhere);
  rewriter.write(page);
  rewriter.finish();
  if (rewriter.failure()) return std::nullopt;
  std::vector<html::ListedRemoval> removals = rewriter.report().removals;
  std::ranges::stable_sort(removals, {}, &html::ListedRemoval::offset);
  std::vector<FoundElement> found;
  std::size_t line = 1;
  std::size_t at = 0;
  for (html::ListedRemoval& removal : removals) {
    for (; at < removal.offset && at < page.size(); ++at) line += page[at] == '\n' ? 1 : 0;
    std::ranges::sort(removal.edits);
    FoundElement& element = found.emplace_back();
    element.line = line;
    element.start_tag = shortened(removal.start_tag);
    for (const std::size_t edit : removal.edits) element.widgets.push_back(&catalogue[edit]);
  }
  return found;
}

/// "share facebook, share-container; like twitter-like".
std::string names_of(const FoundElement& element) {
  std::string names;
  std::string_view kind;
  for (const rules::Widget* widget : element.widgets) {
    if (widget->kind == kind) {
      names += ", " + widget->name;
      continue;
    }
    kind = widget->kind;
    names += (names.empty() ? "" : "; ") + widget->kind + " " + widget->name;
  }
  return names;
}

/// How many elements are of each kind, in the order of `widget_kinds()`. One may be of several.
std::vector<std::pair<std::string_view, std::size_t>> counted_by_kind(
    const std::vector<FoundElement>& found) {
  std::vector<std::pair<std::string_view, std::size_t>> counts;
  for (const std::string_view kind : rules::widget_kinds()) {
    const auto is_of_kind = [&](const rules::Widget* widget) { return widget->kind == kind; };
    const auto count = std::ranges::count_if(
        found, [&](const FoundElement& element) { return std::ranges::any_of(element.widgets, is_of_kind); });
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
    std::cout << path << ":" << one.line << ": " << names_of(one) << "  " << one.start_tag << "\n";
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
    for (const rules::Widget* widget : one.widgets) {
      json.begin_object()
          .text("kind", widget->kind)
          .text("name", widget->name)
          .text("network", widget->network);
      json.number("line", static_cast<std::int64_t>(one.line)).text("start_tag", one.start_tag).end_object();
    }
  }
  json.end_list().end_object();
  std::cout << std::move(json).take();
}

}  // namespace

int widgets(const WidgetsArguments& arguments) {
  std::vector<rules::Diagnostic> diagnostics;
  const auto catalogue = rules::WidgetCatalogue::read(rules::embedded_widgets(), diagnostics);
  auto bytes = read_page(arguments.page);
  if (!bytes) return kCouldNot;
  const auto page = decoded(*std::move(bytes));
  const auto found = page ? find_widgets(*page, catalogue.widgets()) : std::nullopt;
  if (!found) {
    std::cerr << "caveat: " << arguments.page << " cannot be followed as a page\n";
    return kCouldNot;
  }
  arguments.json ? print_json(arguments.page, *found) : print_text(arguments.page, *found);
  return kClean;
}

}  // namespace caveat::app
