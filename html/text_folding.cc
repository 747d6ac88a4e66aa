#include "html/text_folding.h"

#include <algorithm>

#include "html/charset_decoder.h"

namespace caveat::html {
namespace {

enum class Script { latin, cyrillic, neither };

/// The script that a word with letters of both can be read in.
Script readable_script(std::u32string_view word) {
  std::size_t latin = 0;
  std::size_t cyrillic = 0;
  bool only_latin = false;
  bool only_cyrillic = false;
  for (const char32_t c : word) {
    const LetterClass letter_class = class_of_folded(c);
    if (letter_class == LetterClass::latin) {
      ++latin;
      only_latin = only_latin || cyrillic_twin(c) == 0;
    } else if (letter_class == LetterClass::cyrillic) {
      ++cyrillic;
      only_cyrillic = only_cyrillic || latin_twin(c) == 0;
    }
  }
  if (only_latin && only_cyrillic) return Script::neither;
  if (only_latin != only_cyrillic) return only_latin ? Script::latin : Script::cyrillic;
  return latin > cyrillic ? Script::latin : Script::cyrillic;
}

/// Where the word's parts meet, both belong to it: «ПостРоссия», not «Форум-2».
void mend_digits(std::u32string& text, std::size_t begin) {
  for (std::size_t i = begin + 1; i + 1 < text.size(); ++i) {
    if (text[i] != '3' && text[i] != '0') continue;
    const bool amid = class_of_folded(text[i - 1]) == LetterClass::cyrillic &&
                      class_of_folded(text[i + 1]) == LetterClass::cyrillic;
    if (amid) text[i] = text[i] == '3' ? U'з' : U'о';
  }
}

}  // namespace

void mend_mixed_word(std::u32string& text, std::size_t begin) {
  const Script script = readable_script(std::u32string_view(text).substr(begin));
  for (std::size_t i = begin; i < text.size() && script != Script::neither; ++i) {
    const LetterClass letter_class = class_of_folded(text[i]);
    if (letter_class == LetterClass::latin && script == Script::cyrillic) {
      text[i] = cyrillic_twin(text[i]);
    } else if (letter_class == LetterClass::cyrillic && script == Script::latin) {
      text[i] = latin_twin(text[i]);
    }
  }
}

void FoldedText::clear() {
  text_.clear();
  places_.clear();
  breaks_.clear();
  word_begin_ = 0;
  has_latin_ = has_cyrillic_ = false;
}

void FoldedText::append(char32_t code_point, std::uint32_t begin, std::uint32_t end) {
  const Letter& letter = letter_of(code_point);
  const Place place{begin, end};
  if (letter.folded == Letter::kExpands) {
    append_expanded(code_point, place);
  } else if (letter.letter_class == LetterClass::ignorable) {
    if (!places_.empty()) places_.back().end = end;
  } else {
    append_folded(letter.folded, letter.letter_class, place);
  }
}

void FoldedText::append_expanded(char32_t code_point, Place place) {
  for (const char32_t folded : expand_letter(code_point)) {
    append_folded(folded, class_of_folded(folded), place);
  }
}

void FoldedText::append_folded(char32_t folded, LetterClass letter_class, Place place) {
  const bool jamo = folded >= 0x1160 && folded <= 0x11FF;
  if ((letter_class == LetterClass::mark || jamo || folded == 0x3099 || folded == 0x309A) &&
      compose(folded, place)) {
    return;
  }
  if (!belongs_to_word(letter_class)) {
    if (word_begin_ < text_.size()) end_word();
    if (letter_class == LetterClass::space && !text_.empty() && text_.back() == ' ') return;
  }
  has_latin_ = has_latin_ || letter_class == LetterClass::latin;
  has_cyrillic_ = has_cyrillic_ || letter_class == LetterClass::cyrillic;
  text_.push_back(folded);
  places_.push_back(place);
  if (!belongs_to_word(letter_class)) word_begin_ = text_.size();
}

/// Joins the mark to the letter before it, if they have a form in common.
bool FoldedText::compose(char32_t mark, Place place) {
  if (word_begin_ == text_.size()) return false;
  const char32_t composed = compose_letter(text_.back(), mark);
  if (composed == 0) return false;
  text_.back() = composed;
  places_.back().end = place.end;
  return true;
}

void FoldedText::break_word() {
  end_word();
  breaks_.push_back(text_.size());
}

bool FoldedText::broken_before(std::size_t index) const {
  return std::ranges::binary_search(breaks_, index);
}

void FoldedText::end_word() {
  if (has_cyrillic_) {
    if (has_latin_) mend_mixed_word(text_, word_begin_);
    mend_digits(text_, word_begin_);
  }
  word_begin_ = text_.size();
  has_latin_ = has_cyrillic_ = false;
}

void FoldedText::blank(std::size_t begin, std::size_t end) {
  std::fill(text_.begin() + static_cast<std::ptrdiff_t>(begin),
            text_.begin() + static_cast<std::ptrdiff_t>(end), kObject);
}

std::u32string fold_text(std::string_view utf8) {
  FoldedText folded;
  while (!utf8.empty()) folded.append(take_utf8(utf8), 0, 0);
  folded.finish();
  std::u32string text(folded.text());
  while (text.ends_with(U' ')) text.pop_back();
  return text.starts_with(U' ') ? text.substr(1) : text;
}

}  // namespace caveat::html
