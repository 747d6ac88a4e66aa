#include "html/mention_patterns.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "html/charset_decoder.h"
#include "html/utf8.h"
#include "html/word_boundary.h"

namespace caveat::html {
namespace {

constexpr std::string_view kWordClass = R"(\pL\pM\pN_)";

re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_case_sensitive(false);
  options.set_longest_match(true);
  options.set_log_errors(false);
  options.set_dot_nl(true);
  return options;
}

/// Reads an expression from left to right, and writes what it means for folded text.
class ExpressionFolder {
 public:
  explicit ExpressionFolder(std::string_view expression) : all_(expression), rest_(expression) {}

  boost::system::result<std::string, MentionError> fold() {
    while (!rest_.empty()) {
      if (rest_[0] == '\\' && rest_.size() > 1) {
        if (auto escaped = fold_escape(); !escaped) return escaped.error();
        continue;
      }
      if (rest_[0] == '[') in_class_ = true;
      if (rest_[0] == ']') in_class_ = false;
      fold_character();
    }
    return std::move(folded_);
  }

 private:
  boost::system::result<void, MentionError> fold_escape() {
    const char escaped = rest_[1];
    const std::size_t offset = all_.size() - rest_.size();
    if (escaped == 'B' || (escaped == 'W' && in_class_)) {
      return MentionError{.offset = offset,
                          .length = 2,
                          .message = "`" + std::string(rest_.substr(0, 2)) + "` knows ASCII letters only",
                          .suggestion = "write `\\pL` for a letter and `\\PL` for anything else"};
    }
    if (escaped == 'w') {
      folded_ += in_class_ ? std::string(kWordClass) : "[" + std::string(kWordClass) + "]";
    } else if (escaped == 'W') {
      folded_ += "[^" + std::string(kWordClass) + "]";
    } else if (escaped != 'b') {
      folded_ += rest_.substr(0, 2);
    }
    // \Q and \x{...}, \p{...} go on with ASCII, which stays as it is.
    rest_.remove_prefix(2);
    return {};
  }

  void fold_character() {
    const std::string_view before = rest_;
    const char32_t c = take_utf8(rest_);
    const std::string_view source = before.substr(0, before.size() - rest_.size());
    const Letter& letter = letter_of(c);
    const bool as_it_is = c < 0x80 || letter.folded == Letter::kExpands || in_class_range(letter);
    if (as_it_is) {
      folded_ += source;
    } else if (letter.letter_class != LetterClass::ignorable) {
      append_utf8(folded_, letter.folded);
    }
  }

  /// Folding a quotation mark or dash to ASCII could make a range or an end of a class of it.
  bool in_class_range(const Letter& letter) const { return in_class_ && letter.folded == '-'; }

  std::string_view all_;
  std::string_view rest_;
  std::string folded_;
  bool in_class_ = false;
};

struct Pattern {
  std::unique_ptr<const re2::RE2> expression;
  std::uint32_t mention;
};

/// A stretch of text without an object in it.
struct Stretch {
  std::size_t begin = 0;  ///< index into the folded text
  std::string utf8;
  std::vector<std::size_t> byte_of;  ///< of each character, and the end

  std::size_t characters() const { return byte_of.size() - 1; }
  std::size_t byte_at(std::size_t character) const { return byte_of[character - begin]; }
  std::size_t character_at(const char* byte) const {
    const auto found = std::ranges::lower_bound(byte_of, static_cast<std::size_t>(byte - utf8.data()));
    return begin + static_cast<std::size_t>(found - byte_of.begin());
  }
};

/// The end of the longest mention that begins at `begin`, where the longest match does that ends at `end`.
std::optional<std::size_t> end_of_mention(const Pattern& pattern, const FoldedText& text,
                                          const Stretch& stretch, std::size_t begin, std::size_t end) {
  if (!begins_word(text, begin)) return std::nullopt;
  bool whole = end - begin <= kLongestMention && ends_word(text, end);
  for (std::size_t most = std::min(end, begin + kLongestMention); !whole; most = end) {
    while (most > begin && !ends_word(text, most)) --most;
    re2::StringPiece found;
    if (most == begin ||
        !pattern.expression->Match(stretch.utf8, stretch.byte_at(begin), stretch.byte_at(most),
                                   re2::RE2::ANCHOR_START, &found, 1)) {
      return std::nullopt;
    }
    end = stretch.character_at(found.data() + found.size());
    whole = ends_word(text, end);
  }
  return end > begin ? std::optional(end) : std::nullopt;
}

void find_one(const Pattern& pattern, const FoldedText& text, const Stretch& stretch,
              std::vector<MentionMatch>& matches) {
  for (std::size_t from = 0; from < stretch.characters();) {
    re2::StringPiece found;
    if (!pattern.expression->Match(stretch.utf8, stretch.byte_of[from], stretch.utf8.size(),
                                   re2::RE2::UNANCHORED, &found, 1)) {
      return;
    }
    const std::size_t begin = stretch.character_at(found.data());
    const auto end =
        end_of_mention(pattern, text, stretch, begin, stretch.character_at(found.data() + found.size()));
    if (end) matches.push_back({.begin = begin, .end = *end, .mention = pattern.mention});
    from = end.value_or(begin + 1) - stretch.begin;
    while (!end && from < stretch.characters() && !begins_word(text, stretch.begin + from)) ++from;
  }
}

}  // namespace

struct MentionPatterns::Engine {
  std::vector<Pattern> patterns;
  std::unique_ptr<re2::RE2::Set> all;  ///< tells which of them match at all

  void find_in(const FoldedText& text, const Stretch& stretch, std::vector<MentionMatch>& matches) const;
};

MentionPatterns::MentionPatterns() : engine_(std::make_unique<Engine>()) {}
MentionPatterns::~MentionPatterns() = default;
MentionPatterns::MentionPatterns(MentionPatterns&&) noexcept = default;
MentionPatterns& MentionPatterns::operator=(MentionPatterns&&) noexcept = default;

boost::system::result<std::string, MentionError> folded_expression(std::string_view expression) {
  return ExpressionFolder(expression).fold();
}

boost::system::result<void, MentionError> MentionPatterns::add(std::string_view expression,
                                                               std::uint32_t mention) {
  auto folded = folded_expression(expression);
  if (!folded) return folded.error();
  // The author's own spelling first, so that a message speaks of it.
  for (const std::string& text : {std::string(expression), *folded}) {
    const re2::RE2 compiled(text, options());
    if (compiled.ok()) continue;
    const std::size_t found = expression.find(compiled.error_arg());
    const bool known = found != std::string_view::npos && !compiled.error_arg().empty();
    return MentionError{.offset = known ? found : 0,
                        .length = known ? compiled.error_arg().size() : expression.size(),
                        .message = "RE2 refuses this expression: " + compiled.error()};
  }
  auto compiled = std::make_unique<const re2::RE2>(*folded, options());
  if (re2::RE2::FullMatch("", *compiled)) {
    return MentionError{.offset = 0,
                        .length = expression.size(),
                        .message = "this expression is satisfied with nothing at all"};
  }
  engine_->patterns.push_back({.expression = std::move(compiled), .mention = mention});
  return {};
}

void MentionPatterns::compile() {
  if (engine_->patterns.empty()) return;
  engine_->all = std::make_unique<re2::RE2::Set>(options(), re2::RE2::UNANCHORED);
  for (const Pattern& pattern : engine_->patterns) engine_->all->Add(pattern.expression->pattern(), nullptr);
  if (!engine_->all->Compile()) engine_->all.reset();
}

void MentionPatterns::find(const FoldedText& text, std::vector<MentionMatch>& matches) const {
  if (engine_->patterns.empty()) return;
  Stretch stretch;
  for (std::size_t i = 0; i <= text.text().size(); ++i) {
    const bool ends = i == text.text().size() || text.text()[i] == FoldedText::kObject;
    stretch.byte_of.push_back(stretch.utf8.size());
    if (!ends) {
      append_utf8(stretch.utf8, text.text()[i]);
      continue;
    }
    if (!stretch.utf8.empty()) engine_->find_in(text, stretch, matches);
    stretch = {.begin = i + 1, .utf8 = {}, .byte_of = {}};
  }
}

void MentionPatterns::Engine::find_in(const FoldedText& text, const Stretch& stretch,
                                      std::vector<MentionMatch>& matches) const {
  std::vector<int> matching;
  re2::RE2::Set::ErrorInfo error{};
  const bool any = all != nullptr && all->Match(stretch.utf8, &matching, &error);
  // A set that runs out of memory cannot tell; then each expression is asked.
  const bool told = all != nullptr && (any || error.kind == re2::RE2::Set::kNoError);
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const bool asked = !told || std::ranges::find(matching, static_cast<int>(i)) != matching.end();
    if (asked) find_one(patterns[i], text, stretch, matches);
  }
}

}  // namespace caveat::html
