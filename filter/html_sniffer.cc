#include "filter/html_sniffer.h"

#include <algorithm>
#include <array>

#include "html/ascii.h"

namespace caveat::filter {
namespace {

/// Each is followed by a space or '>' but for the comment, whose end is not looked at.
constexpr std::array<std::string_view, 16> kTagSignatures = {
    "<!doctype html", "<html", "<head",  "<script", "<iframe", "<h1",   "<div", "<font",
    "<table",         "<a",    "<style", "<title",  "<b",      "<body", "<br",  "<p"};
constexpr std::string_view kCommentSignature = "<!--";

/// The standard calls a body with a byte order mark text/plain. Not every browser does, and a notice that
/// shows its tags to some readers is better than none for the others.
std::string_view without_mark_and_white_space(std::string_view text) {
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  if (text.substr(0, kUtf8Mark.size()) == kUtf8Mark) text.remove_prefix(kUtf8Mark.size());
  const auto* first = std::find_if_not(text.begin(), text.end(), html::is_ascii_space);
  return text.substr(static_cast<std::size_t>(first - text.begin()));
}

Sniffed match_signature(std::string_view text, std::string_view signature, bool tag_ends) {
  const std::size_t common = std::min(text.size(), signature.size());
  if (!html::equal_ignoring_ascii_case(text.substr(0, common), signature.substr(0, common))) {
    return Sniffed::other;
  }
  if (text.size() < signature.size() + (tag_ends ? 1 : 0)) return Sniffed::needs_more;
  if (!tag_ends) return Sniffed::html;
  const char after = text[signature.size()];
  return after == ' ' || after == '>' ? Sniffed::html : Sniffed::other;
}

}  // namespace

Sniffed sniff_html(std::string_view beginning, bool whole) {
  whole = whole || beginning.size() >= kSniffBytes;
  const std::string_view text = without_mark_and_white_space(beginning.substr(0, kSniffBytes));
  bool more_could_match = text.empty() || beginning.size() < 3;
  const auto tried = [&](std::string_view signature, bool tag_ends) {
    const Sniffed one = match_signature(text, signature, tag_ends);
    more_could_match = more_could_match || one == Sniffed::needs_more;
    return one == Sniffed::html;
  };
  if (tried(kCommentSignature, false)) return Sniffed::html;
  for (const std::string_view signature : kTagSignatures) {
    if (tried(signature, true)) return Sniffed::html;
  }
  return more_could_match && !whole ? Sniffed::needs_more : Sniffed::other;
}

}  // namespace caveat::filter
