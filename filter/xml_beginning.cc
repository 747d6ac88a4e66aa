#include "filter/xml_beginning.h"

#include <algorithm>
#include <array>
#include <string>

#include "html/ascii.h"
#include "html/byte_order_mark.h"

namespace caveat::filter {
namespace {

constexpr std::string_view kDeclaration = "<?xml";

/// The longest declaration that is waited for.
constexpr std::size_t kMaxDeclaration = 1024;

std::string_view without_leading_space(std::string_view text) {
  const auto* first = std::find_if_not(text.begin(), text.end(), html::is_ascii_space);
  return text.substr(static_cast<std::size_t>(first - text.begin()));
}

/// UTF-16 as well: of ASCII characters it leaves the characters.
std::string ascii_of(std::string_view beginning) {
  std::string text;
  std::copy_if(beginning.begin(), beginning.end(), std::back_inserter(text),
               [](char c) { return c > 0 && c < 0x7F; });
  return text;
}

/// The text behind the first `end`; nullopt if its end has not come.
std::optional<std::string_view> behind(std::string_view text, std::string_view end) {
  const std::size_t at = text.find(end);
  if (at == std::string_view::npos) return std::nullopt;
  return text.substr(at + end.size());
}

/// The text behind the document type that it begins with: its '>' stands in no literal, comment, processing
/// instruction or internal subset. nullopt if that has not come.
std::optional<std::string_view> behind_document_type(std::string_view text) {
  bool in_subset = false;
  for (std::size_t at = 2; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    std::string_view end;
    if (rest.starts_with("<!--")) end = "-->";
    if (rest.starts_with("<?")) end = "?>";
    if (text[at] == '"' || text[at] == '\'') end = rest.substr(0, 1);
    if (!end.empty()) {
      const std::size_t closed = text.find(end, at + 1);
      if (closed == std::string_view::npos) return std::nullopt;
      at = closed + end.size() - 1;
    } else if (text[at] == '[' || text[at] == ']') {
      in_subset = text[at] == '[';
    } else if (text[at] == '>' && !in_subset) {
      return text.substr(at + 1);
    }
  }
  return std::nullopt;
}

/// Without what stands before the root element; nullopt if that has not come.
std::optional<std::string_view> root_of(std::string_view text) {
  while (true) {
    text = without_leading_space(text);
    std::optional<std::string_view> rest = text;
    if (text.starts_with("<?")) {
      rest = behind(text, "?>");
    } else if (text.starts_with("<!--")) {
      rest = behind(text, "-->");
    } else if (text.starts_with("<!")) {
      rest = behind_document_type(text);
    } else {
      return text;
    }
    if (!rest) return std::nullopt;
    text = *rest;
  }
}

/// The value of `attribute` in a tag, or of `encoding` in a declaration; empty if it has none.
std::string_view value_of(std::string_view tag, std::string_view attribute) {
  const std::size_t key = tag.find(attribute);
  if (key == std::string_view::npos) return {};
  const std::size_t quote = tag.find_first_of("\"'", key);
  if (quote == std::string_view::npos) return {};
  const std::size_t end = tag.find(tag[quote], quote + 1);
  if (end == std::string_view::npos) return {};
  return tag.substr(quote + 1, end - quote - 1);
}

/// Whether a start tag of that name, with any prefix, begins at `at`.
bool is_start_tag_of(std::string_view text, std::size_t at, std::string_view name) {
  std::string_view tag = text.substr(at + 1);
  tag = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
  tag.remove_prefix(tag.find(':') + 1);
  return tag == name;
}

std::string as_language(std::string_view text) {
  text = without_leading_space(text);
  return html::ascii_lower(text.substr(0, text.find_first_of(" \t\r\n<")));
}

}  // namespace

std::optional<html::Charset> sniff_xml_charset(std::string_view beginning, std::string_view header_label,
                                               bool whole) {
  // What tells UTF-16 without a mark.
  constexpr std::size_t kSignature = 6;
  if (beginning.size() < kSignature && !whole) return std::nullopt;
  if (html::charset_of_label(header_label)) return html::sniff_charset(beginning, header_label);
  const bool wide = beginning.substr(0, 2).find('\0') != std::string_view::npos;
  if (wide) return html::sniff_charset(beginning, {});

  std::string_view text = beginning;
  if (text.starts_with(html::kByteOrderMark)) text.remove_prefix(html::kByteOrderMark.size());
  text = without_leading_space(text);
  std::string_view label = "utf-8";
  if (text.starts_with(kDeclaration)) {
    const std::size_t end = text.find("?>");
    if (end == std::string_view::npos && text.size() < kMaxDeclaration && !whole) return std::nullopt;
    const std::string_view stated = value_of(text.substr(0, end), "encoding");
    if (!stated.empty()) label = stated;
  }
  html::Charset unknown;
  unknown.kind = html::CharsetKind::replacement;
  if (!html::charset_of_label(label)) return unknown;
  return html::sniff_charset(beginning, label);
}

bool is_feed_root(std::string_view name) {
  constexpr auto kRoots = std::to_array<std::string_view>({"rss", "feed", "RDF", "entry", "channel"});
  return std::any_of(kRoots.begin(), kRoots.end(),
                     [name](std::string_view root) { return html::equal_ignoring_ascii_case(root, name); });
}

std::optional<bool> sniff_feed(std::string_view beginning) {
  const std::string ascii = ascii_of(beginning);
  const auto root = root_of(ascii);
  if (!root || root->empty()) return std::nullopt;
  if (root->front() != '<') return false;
  const std::size_t end = root->find_first_of(" \t\r\n/>", 1);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view name = root->substr(1, end - 1);
  name.remove_prefix(name.find(':') + 1);
  return is_feed_root(name);
}

std::optional<std::string> sniff_feed_language(std::string_view beginning) {
  const std::string ascii = ascii_of(beginning);
  const auto root = root_of(ascii);
  if (!root) return std::nullopt;
  const std::size_t end = root->find('>');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view stated = value_of(root->substr(0, end), "xml:lang");
  if (!stated.empty()) return as_language(stated);
  for (std::size_t at = root->find('<', end); at != std::string_view::npos; at = root->find('<', at + 1)) {
    const std::size_t tag_end = root->find('>', at);
    if (tag_end == std::string_view::npos) return std::nullopt;
    if (is_start_tag_of(*root, at, "item") || is_start_tag_of(*root, at, "entry")) return std::string();
    if (!is_start_tag_of(*root, at, "language")) continue;
    if (root->find('<', tag_end) == std::string_view::npos) return std::nullopt;
    return as_language(root->substr(tag_end + 1));
  }
  return std::nullopt;
}

}  // namespace caveat::filter
