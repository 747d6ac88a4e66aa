// Dates as pages state them.
#pragma once

#include <optional>
#include <string_view>

#include "rules/toml.h"

namespace caveat::rules {

/// A date in one of the ways in which sites write them for machines, liberally read: ISO 8601
/// ("2024-02-20T12:00:00+01:00", "2024-02-20 12:00", "20240220"), or with an English month ("Tue, 20 Feb 2024
/// 12:00:00 GMT", "February 20, 2024 9:41 PM", "Tue Feb 20 12:00:00 EST 2024"). The day alone where the time
/// cannot be read, or where its zone is one that several places call so. nullopt for what is no date, or one
/// whose day and month could be each other ("05/06/2024").
std::optional<TomlDateTime> stated_date(std::string_view text);

}  // namespace caveat::rules
