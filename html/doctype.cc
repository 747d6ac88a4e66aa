#include "html/doctype.h"

#include <algorithm>
#include <array>

#include "html/ascii.h"
#include "html/character_references.h"

namespace caveat::html {
namespace {

/// A cursor over the inside of a doctype.
class DoctypeReader {
 public:
  explicit DoctypeReader(std::string_view rest, bool closed) : rest_(rest), closed_(closed) {}

  Doctype read() {
    Doctype doctype;
    skip_space();
    if (rest_.empty()) {
      doctype.force_quirks = true;
      return doctype;
    }
    doctype.name = ascii_lower(decode_text(take_until_space(), TextMode::rawtext));
    skip_space();
    if (rest_.empty()) {
      doctype.force_quirks = !closed_;
      return doctype;
    }
    const bool is_public = equal_ignoring_ascii_case(rest_.substr(0, 6), "public");
    if (!is_public && !equal_ignoring_ascii_case(rest_.substr(0, 6), "system")) {
      doctype.force_quirks = true;
      return doctype;
    }
    rest_.remove_prefix(6);
    if (is_public) {
      skip_space();
      doctype.public_identifier = take_quoted();
      doctype.force_quirks = !doctype.public_identifier || unclosed_;
      if (doctype.force_quirks) return doctype;
    }
    skip_space();
    const bool at_end = rest_.empty();
    doctype.system_identifier = take_quoted();
    // Only a public identifier may stand alone; anything else after it that is not quoted makes quirks. What
    // follows the system identifier does not, but the page ending there does.
    if (!doctype.system_identifier) doctype.force_quirks = !is_public || !at_end || !closed_;
    if (doctype.system_identifier && (unclosed_ || !ends_well())) doctype.force_quirks = true;
    return doctype;
  }

 private:
  void skip_space() {
    while (!rest_.empty() && is_ascii_space(rest_.front())) rest_.remove_prefix(1);
  }

  std::string_view take_until_space() {
    const auto* end = std::find_if(rest_.begin(), rest_.end(), is_ascii_space);
    const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::optional<std::string> take_quoted() {
    if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\'')) return std::nullopt;
    const std::size_t end = rest_.find(rest_.front(), 1);
    unclosed_ = end == std::string_view::npos;
    const std::string value = decode_text(rest_.substr(1, unclosed_ ? end : end - 1), TextMode::rawtext);
    rest_.remove_prefix(unclosed_ ? rest_.size() : end + 1);
    return value;
  }

  /// After the system identifier, the end of the page makes quirks unless junk came before it.
  bool ends_well() {
    skip_space();
    return closed_ || !rest_.empty();
  }

  std::string_view rest_;
  bool closed_;
  bool unclosed_ = false;
};

constexpr std::array<std::string_view, 3> kQuirksPublicIdentifiers = {
    "-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html"};

constexpr std::string_view kQuirksSystemIdentifier =
    "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd";

constexpr std::array<std::string_view, 57> kQuirksPublicPrefixes = {
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
    // These two only without a system identifier.
    "-//w3c//dtd html 4.01 frameset//",
    "-//w3c//dtd html 4.01 transitional//",
};
constexpr std::size_t kPrefixesForAnySystemIdentifier = 55;

}  // namespace

Doctype parse_doctype(std::string_view raw) {
  constexpr std::string_view kStart = "<!DOCTYPE";
  const bool closed = raw.ends_with('>');
  raw.remove_prefix(kStart.size());
  if (closed) raw.remove_suffix(1);
  return DoctypeReader(raw, closed).read();
}

bool means_quirks_mode(const Doctype& doctype) {
  if (doctype.force_quirks || doctype.name != "html") return true;
  if (doctype.system_identifier && ascii_lower(*doctype.system_identifier) == kQuirksSystemIdentifier)
    return true;
  if (!doctype.public_identifier) return false;
  const std::string identifier = ascii_lower(*doctype.public_identifier);
  if (std::ranges::find(kQuirksPublicIdentifiers, identifier) != kQuirksPublicIdentifiers.end()) return true;
  const auto last =
      doctype.system_identifier ? kPrefixesForAnySystemIdentifier : kQuirksPublicPrefixes.size();
  return std::any_of(kQuirksPublicPrefixes.begin(), kQuirksPublicPrefixes.begin() + last,
                     [&](std::string_view prefix) { return identifier.starts_with(prefix); });
}

}  // namespace caveat::html
