#include "filter/html_sniffer.h"

#include <algorithm>
#include <array>
#include <optional>

#include "html/ascii.h"
#include "html/byte_order_mark.h"

namespace caveat::filter {
namespace {

/// Chromium does not look at what follows these: "<article" begins with "<a". The standard and Firefox want a
/// space or '>' there, but Firefox takes more elements, and has taken any "<!" and "<?", for a page.
constexpr auto kSignatures = std::to_array<std::string_view>(
    {"<!",     "<?", "<h", "<script", "<iframe", "<div",  "<font",   "<table", "<a",        "<style",
     "<title", "<b", "<p", "<img",    "<link",   "<meta", "<center", "<form",  "<frameset", "<isindex"});
constexpr std::string_view kXmlDeclaration = "<?xml";

/// The standard calls a body with a byte order mark text/plain. Not every browser does, and a notice that
/// shows its tags to some readers is better than none for the others.
std::string_view without_mark_and_white_space(std::string_view text) {
  if (text.substr(0, html::kByteOrderMark.size()) == html::kByteOrderMark)
    text.remove_prefix(html::kByteOrderMark.size());
  const auto* first = std::find_if_not(text.begin(), text.end(), html::is_ascii_space);
  return text.substr(static_cast<std::size_t>(first - text.begin()));
}

Sniffed match_signature(std::string_view text, std::string_view signature) {
  const std::size_t common = std::min(text.size(), signature.size());
  if (!html::equal_ignoring_ascii_case(text.substr(0, common), signature.substr(0, common))) {
    return Sniffed::other;
  }
  return text.size() < signature.size() ? Sniffed::needs_more : Sniffed::html;
}

/// The text after the first `end`; nullopt if there is none yet.
std::optional<std::string_view> after(std::string_view text, std::string_view end) {
  const std::size_t at = text.find(end);
  if (at == std::string_view::npos) return std::nullopt;
  return text.substr(at + end.size());
}

/// Without the processing instructions and comments that stand before a doctype or the root.
std::optional<std::string_view> after_prolog(std::string_view text) {
  while (true) {
    text = without_mark_and_white_space(text);
    std::string_view end;
    if (text.substr(0, 2) == "<?") end = "?>";
    if (text.substr(0, 4) == "<!--") end = "-->";
    if (end.empty()) return text;
    const auto rest = after(text, end);
    if (!rest) return std::nullopt;
    text = *rest;
  }
}

/// A doctype that names another root says nothing that is worth following: its subset can hold anything.
Sniffed sniff_xml(std::string_view text, bool whole) {
  const Sniffed unknown = whole ? Sniffed::other : Sniffed::needs_more;
  const auto root = after_prolog(text);
  if (!root) return unknown;
  constexpr std::string_view kDoctype = "<!doctype";
  const Sniffed doctype = match_signature(*root, kDoctype);
  if (doctype == Sniffed::needs_more) return unknown;
  std::string_view name = root->substr(doctype == Sniffed::html ? kDoctype.size() : 1);
  name = without_mark_and_white_space(name);
  const std::size_t end = name.find_first_of(" \t\r\n\f/>[");
  if (end == std::string_view::npos) return unknown;
  name = name.substr(0, end);
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos)
    name.remove_prefix(colon + 1);
  return html::equal_ignoring_ascii_case(name, "html") ? Sniffed::xhtml : Sniffed::other;
}

}  // namespace

Sniffed sniff_html(std::string_view beginning, bool whole) {
  const std::string_view text = without_mark_and_white_space(beginning);
  const Sniffed xml = match_signature(text, kXmlDeclaration);
  if (xml == Sniffed::html) return sniff_xml(text, whole);
  const bool all_seen = whole || beginning.size() >= kSniffBytes;
  bool more_could_match = text.empty() || beginning.size() < 3 || xml == Sniffed::needs_more;
  for (const std::string_view signature : kSignatures) {
    const Sniffed one = match_signature(text, signature);
    if (one == Sniffed::html && xml == Sniffed::other) return Sniffed::html;
    more_could_match = more_could_match || one == Sniffed::needs_more;
  }
  if (!more_could_match) return Sniffed::other;
  if (!all_seen) return Sniffed::needs_more;
  return xml == Sniffed::needs_more && text.starts_with("<?") ? Sniffed::html : Sniffed::other;
}

Sniffed widest_guess(std::string_view beginning) {
  const std::string_view text = without_mark_and_white_space(beginning);
  return match_signature(text, kXmlDeclaration) == Sniffed::html ? Sniffed::xhtml : Sniffed::html;
}

}  // namespace caveat::filter
