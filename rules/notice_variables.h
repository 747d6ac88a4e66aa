// What {variables} of a notice stand for.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "rules/facts.h"
#include "rules/pack_head.h"
#include "rules/variant_key.h"

namespace caveat::rules {

/// Every name that may stand in braces.
std::span<const std::string_view> notice_variables();

/// The text that `name` stands for on this page, for this reader, in that language. `region_title` is said of
/// a reader whose country is not known, where the language is the pack's own.
std::string notice_variable(std::string_view name, const PackHead& pack, const Facts& facts,
                            std::string_view language, std::string_view region_title);

/// Appends what that text depends on beside pack and language.
void append_variable_source(std::string_view name, const PackHead& pack, const Facts& facts,
                            VariantKey& source);

/// Whether its value depends on the reader.
bool tells_of_reader(std::string_view variable);

}  // namespace caveat::rules
