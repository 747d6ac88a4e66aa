// BCP 47 language tags: form, matching, direction.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace caveat::rules {

/// Whether `text` has the form of a tag (RFC 5646, 2.1): a language of two to eight letters, then subtags of
/// one to eight letters and digits.
bool is_language_tag(std::string_view text);

/// Whether `tag` tells which language it is: a tag, with '-' or '_', that is not one of those for
/// "undetermined", "several", "none of those listed" and "no language" (und, mul, mis, zxx).
bool names_a_language(std::string_view tag);

/// ASCII lower case, with '-' for '_' ("ru_RU", as programs write it): as tags are compared.
std::string lower_case_tag(std::string_view tag);

/// Basic filtering (RFC 4647, 3.3.1): "ru" holds "ru", "ru-RU" and "ru_RU". Case does not count.
bool language_holds(std::string_view range, std::string_view tag);

/// The index of the tag that serves a reader of `wanted` best: the longest that holds it (RFC 4647, 3.4),
/// else the first of the same language ("pt-BR" for "pt-PT"). `size()` if none does.
std::size_t best_language(std::string_view wanted, std::span<const std::string_view> tags);

bool is_right_to_left(std::string_view tag);

}  // namespace caveat::rules
