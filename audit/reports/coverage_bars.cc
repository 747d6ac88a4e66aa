#include "audit/reports/coverage_bars.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <map>
#include <tuple>

namespace caveat::audit {
namespace {

namespace chrono = std::chrono;

void add(CoverageBar& bar, const CoverageCount& count) {
  bar.readings += count.readings;
  bar.with_findings += count.with_findings;
  bar.not_auditable += count.not_auditable;
}

/// Days, months or years since 1970.
struct Unit {
  std::string_view name;
  int (*number)(chrono::sys_days);
  std::string (*in_words)(int);
};

template <class... Numbers>
std::string printed(const char* form, Numbers... numbers) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), form, numbers...);
  return text.data();
}

int year_of(chrono::sys_days day) {
  return static_cast<int>(chrono::year_month_day(day).year());
}

int month_number(chrono::sys_days day) {
  return year_of(day) * 12 + static_cast<int>(static_cast<unsigned>(chrono::year_month_day(day).month())) - 1;
}

std::string day_name(int number) {
  const chrono::year_month_day date{chrono::sys_days(chrono::days(number))};
  return printed("%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                 static_cast<unsigned>(date.day()));
}

constexpr Unit kUnits[] = {
    {"day", [](chrono::sys_days day) { return static_cast<int>(day.time_since_epoch().count()); }, day_name},
    {"month", month_number, [](int number) { return printed("%04d-%02d", number / 12, number % 12 + 1); }},
    {"year", year_of, [](int number) { return printed("%04d", number); }},
};

/// The first and the last day there is; false if there is none.
bool find_days(const Totals& totals, chrono::sys_days& first, chrono::sys_days& last) {
  bool found = false;
  for (const auto& [slot, count] : totals.coverage) {
    if (!slot.day) continue;
    first = found ? std::min(first, *slot.day) : *slot.day;
    last = found ? std::max(last, *slot.day) : *slot.day;
    found = true;
  }
  return found;
}

}  // namespace

std::uint64_t CoverageBar::without_finding() const {
  const std::uint64_t rest = readings - std::min(readings, with_findings);
  return rest - std::min(rest, not_auditable);
}

CoverageOverTime coverage_over_time(const Totals& totals, std::size_t most) {
  CoverageOverTime over_time{"year", {}};
  chrono::sys_days first, last;
  if (find_days(totals, first, last)) {
    const Unit* unit = std::begin(kUnits);
    const auto bars = [&] { return static_cast<std::size_t>(unit->number(last) - unit->number(first)) + 1; };
    while (unit + 1 != std::end(kUnits) && bars() > most) ++unit;
    over_time.unit = unit->name;
    std::map<int, CoverageBar> found;
    for (const auto& [slot, count] : totals.coverage) {
      if (slot.day) add(found[unit->number(*slot.day)], count);
    }
    // A clock that was wrong once may be centuries away: gaps are filled in only where there is room for
    // them.
    if (bars() <= most) {
      for (int number = unit->number(first); number < unit->number(last); ++number) found[number];
    }
    for (auto& [number, bar] : found) {
      bar.name = unit->in_words(number);
      over_time.bars.push_back(std::move(bar));
    }
  }
  CoverageBar timeless;
  for (const auto& [slot, count] : totals.coverage) {
    if (!slot.day) add(timeless, count);
  }
  if (timeless.readings > 0) over_time.bars.push_back(std::move(timeless));
  return over_time;
}

std::vector<CoverageBar> coverage_by_region(const Totals& totals) {
  std::map<std::string, CoverageBar> found;
  for (const auto& [slot, count] : totals.coverage) add(found[slot.region], count);
  std::vector<CoverageBar> bars;
  for (auto& [region, bar] : found) {
    bar.name = region;
    bars.push_back(std::move(bar));
  }
  std::ranges::stable_sort(bars, std::ranges::greater(), &CoverageBar::with_findings);
  return bars;
}

}  // namespace caveat::audit
