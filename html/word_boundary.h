// Where a name may begin and end in running text.
#pragma once

#include <cstddef>

#include "html/text_folding.h"

namespace caveat::html {

/// Whether a name of `text` that begins at `begin` stands there as a word of its own. A name that begins with
/// punctuation always does; where scripts without spaces meet anything, too. Arabic and Hebrew write "and",
/// "in", "to", "the" on to the word: such beginnings are not part of the name.
bool begins_word(const FoldedText& text, std::size_t begin);

/// The same for a name that ends before `end`. Korean particles may hang on to it. A declined form is another
/// word.
bool ends_word(const FoldedText& text, std::size_t end);

/// The end of the word that goes on at `at`; `at` if none does.
std::size_t word_end(const FoldedText& text, std::size_t at);

}  // namespace caveat::html
