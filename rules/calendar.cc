#include "rules/calendar.h"

#include <unicode/gregocal.h>
#include <unicode/timezone.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <memory>

namespace caveat::rules {

namespace {

std::unique_ptr<icu::TimeZone> time_zone_named(std::string_view name) {
  const auto length = static_cast<int>(name.size());
  std::unique_ptr<icu::TimeZone> zone(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), length))));
  return *zone == icu::TimeZone::getUnknown() ? nullptr : std::move(zone);
}

}  // namespace

bool is_time_zone(std::string_view name) {
  return time_zone_named(name) != nullptr;
}

std::optional<std::chrono::sys_seconds> instant_of(const TomlDateTime& written, std::string_view time_zone) {
  if (!written.date || !written.date->ok()) return std::nullopt;
  const auto time_of_day = written.time_of_day.value_or(std::chrono::seconds(0));
  if (written.offset) return std::chrono::sys_days(*written.date) + time_of_day - *written.offset;
  std::unique_ptr<icu::TimeZone> zone = time_zone_named(time_zone);
  if (!zone) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(zone.release(), icu::Locale::getRoot(), status);
  const std::chrono::hh_mm_ss clock(time_of_day);
  calendar.clear();
  calendar.set(static_cast<int>(written.date->year()),
               static_cast<int>(static_cast<unsigned>(written.date->month())) - 1,
               static_cast<int>(static_cast<unsigned>(written.date->day())),
               static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
               static_cast<int>(clock.seconds().count()));
  const UDate milliseconds = calendar.getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(std::llround(milliseconds / 1000)));
}

std::string iso_time(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return out.data();
}

}  // namespace caveat::rules
