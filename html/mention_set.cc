#include "html/mention_set.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "html/word_boundary.h"

namespace caveat::html {
namespace {

constexpr std::string_view kExpressionPrefix = "re:";

bool is_word_character(char32_t c) {
  return belongs_to_word(class_of_folded(c));
}

MentionError misplaced_star(std::size_t offset) {
  return {.offset = offset,
          .length = 1,
          .message = "`*` stands for the rest of a word: after its first letters, and nothing behind it",
          .suggestion = "for anything else write an expression: \"re:...\""};
}

/// Whether every `*` of a folded name is the end of a shortened word.
bool stars_end_words(std::u32string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '*') continue;
    if (i == 0 || !is_word_character(name[i - 1])) return false;
    if (i + 1 < name.size() && (is_word_character(name[i + 1]) || name[i + 1] == '*')) return false;
  }
  return true;
}

std::vector<std::u32string> split_at_stars(std::u32string_view name) {
  std::vector<std::u32string> segments;
  for (std::size_t star = name.find(U'*'); star != std::u32string_view::npos; star = name.find(U'*')) {
    segments.emplace_back(name.substr(0, star));
    name.remove_prefix(star + 1);
  }
  if (!name.empty()) segments.emplace_back(name);
  return segments;
}

}  // namespace

std::optional<std::size_t> MentionSet::match_rest(const Name& name, const FoldedText& text, std::size_t end) {
  for (std::size_t i = 1; i < name.segments.size(); ++i) {
    const std::u32string& segment = name.segments[i];
    end = word_end(text, end);
    if (!text.text().substr(end).starts_with(segment)) return std::nullopt;
    end += segment.size();
  }
  if (name.open_end) return word_end(text, end);
  if (!ends_word(text, end)) return std::nullopt;
  return end;
}

std::vector<MentionMatch> MentionSet::find(const FoldedText& text) const {
  std::vector<MentionMatch> matches;
  first_segments_.scan(text.text(), [&](std::uint32_t literal, std::size_t begin, std::size_t end) {
    if (!begins_word(text, begin)) return;
    const Name& name = names_[literal];
    const auto last = match_rest(name, text, end);
    if (!last || *last - begin > kLongestMention) return;
    matches.push_back({.begin = begin, .end = *last, .mention = name.mention});
  });
  patterns_.find(text, matches);
  std::ranges::sort(matches, [](const MentionMatch& a, const MentionMatch& b) {
    return std::tuple(a.begin, b.end, a.mention) < std::tuple(b.begin, a.end, b.mention);
  });
  return matches;
}

std::vector<MentionMatch> apart(const std::vector<MentionMatch>& matches) {
  std::vector<MentionMatch> taken;
  for (const MentionMatch& match : matches) {
    if (taken.empty() || match.begin >= taken.back().end) taken.push_back(match);
  }
  return taken;
}

boost::system::result<void, MentionError> MentionSetBuilder::add(std::string_view mention) {
  if (mention.size() > 4 * kLongestMention) {
    return MentionError{.offset = 0, .length = mention.size(), .message = "no mention is that long"};
  }
  if (!mention.starts_with(kExpressionPrefix)) {
    if (auto added = add_name(mention); !added) return added;
  } else if (auto added = set_.patterns_.add(mention.substr(kExpressionPrefix.size()),
                                             static_cast<std::uint32_t>(set_.size_));
             !added) {
    MentionError error = added.error();
    error.offset += kExpressionPrefix.size();
    return error;
  }
  ++set_.size_;
  return {};
}

boost::system::result<void, MentionError> MentionSetBuilder::add_name(std::string_view name) {
  const std::u32string folded = fold_text(name);
  if (std::ranges::none_of(folded, is_word_character)) {
    return MentionError{
        .offset = 0, .length = name.size(), .message = "there is no letter or digit to look for"};
  }
  if (folded.size() > kLongestMention) {
    return MentionError{.offset = 0, .length = name.size(), .message = "no mention is that long"};
  }
  if (!stars_end_words(folded)) return misplaced_star(name.find('*'));
  MentionSet::Name entry{.segments = split_at_stars(folded),
                         .open_end = folded.ends_with(U'*'),
                         .mention = static_cast<std::uint32_t>(set_.size_)};
  set_.first_segments_.add(entry.segments.front());
  set_.names_.push_back(std::move(entry));
  return {};
}

std::shared_ptr<const MentionSet> MentionSetBuilder::build() {
  if (!set_.first_segments_.empty()) set_.first_segments_.build();
  set_.patterns_.compile();
  auto built = std::make_shared<const MentionSet>(std::move(set_));
  set_ = MentionSet();
  return built;
}

}  // namespace caveat::html
