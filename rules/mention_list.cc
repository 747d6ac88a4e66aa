#include "rules/mention_list.h"

#include <algorithm>
#include <array>
#include <utility>

#include "rules/expression_text.h"
#include "rules/notice_html.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kMentionExpression = "re:";
/// What stands between the names of an entry, and around them.
constexpr std::array<std::string_view, 5> kSeparators = {"(", ")", ",", ";", "/"};
constexpr std::array<std::string_view, 5> kEdges = {" ", "\t", "\n", "\r", "\u00A0"};
constexpr std::string_view kOpeningQuote = "«";
constexpr std::string_view kClosingQuote = "»";

void trim(std::string_view& name) {
  for (bool trimmed = true; trimmed;) {
    trimmed = false;
    for (const std::string_view edge : kEdges) {
      if (name.starts_with(edge)) {
        name.remove_prefix(edge.size());
        trimmed = true;
      } else if (name.ends_with(edge)) {
        name.remove_suffix(edge.size());
        trimmed = true;
      }
    }
  }
  if (name.starts_with(kOpeningQuote) && name.find(kOpeningQuote, 1) == std::string_view::npos) {
    name.remove_prefix(kOpeningQuote.size());
    if (name.ends_with(kClosingQuote)) name.remove_suffix(kClosingQuote.size());
  }
}

std::size_t separator_at(std::string_view entry, std::size_t from) {
  std::size_t first = std::string_view::npos;
  for (const std::string_view separator : kSeparators) first = std::min(first, entry.find(separator, from));
  return first;
}

void refuse(const PlacedText& mention, const html::MentionError& error, Problems& problems) {
  const bool expression = mention.text->starts_with(kMentionExpression);
  const std::size_t length = std::max<std::size_t>(1, error.length);
  problems.add(expression ? Code::bad_pattern : Code::bad_mention,
               problems.within(*mention.value, error.offset, length), error.message, error.suggestion);
}

void advise(const PlacedText& mention, Problems& problems) {
  const bool entry = mention.text->find('(') != std::string::npos;
  if (mention.text->starts_with(kMentionExpression) || !entry) return;
  std::string names;
  for (const std::string& name : names_within(*mention.text))
    names += (names.empty() ? "" : ", ") + in_quotes(name);
  problems.add(Code::mention_of_many_names, mention.value->place,
               "pages name it otherwise than with all that stands in brackets",
               "write each name by itself: " + names);
}

/// Signs of General Punctuation (E2 ...) and Latin-1 are none.
bool has_letter(std::string_view words) {
  return std::ranges::any_of(words, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0xC3 && byte != 0xE2) || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
  });
}

}  // namespace

std::shared_ptr<const html::MentionSet> compile_mentions(const std::vector<PlacedText>& mentions,
                                                         Problems& problems) {
  html::MentionSetBuilder builder;
  for (const PlacedText& mention : mentions) {
    if (!affords_expression(mention, problems)) continue;
    if (const auto added = builder.add(*mention.text); !added) {
      refuse(mention, added.error(), problems);
    } else {
      advise(mention, problems);
    }
  }
  return builder.build();
}

std::vector<std::string> names_within(std::string_view entry) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < entry.size();) {
    const std::size_t end = std::min(separator_at(entry, at), entry.size());
    std::string_view name = entry.substr(at, end - at);
    trim(name);
    if (!name.empty()) names.emplace_back(name);
    at = end + 1;
  }
  return names;
}

std::string mark_html(std::string_view mark, std::string_view words) {
  // The direction of words in another script than the text around them must not turn that text.
  const std::string direction = has_letter(words) ? " dir=\"auto\"" : "";
  return "<span data-caveat=\"" + ascii_html(mark) + "\"" + direction + ">" + ascii_html(words) + "</span>";
}

}  // namespace caveat::rules
