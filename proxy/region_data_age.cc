#include "proxy/region_data_age.h"

#include "rules/calendar.h"

namespace caveat::proxy {
namespace {

/// A database of a machine whose clock is a little ahead is none from the future.
constexpr std::chrono::hours kAgeTolerance{24};

std::string in_words(std::chrono::seconds time) {
  const auto days = std::chrono::duration_cast<std::chrono::days>(time);
  if (days == time) return std::to_string(days.count()) + (days.count() == 1 ? " day" : " days");
  const auto hours = std::chrono::ceil<std::chrono::hours>(time);
  return std::to_string(hours.count()) + (hours.count() == 1 ? " hour" : " hours");
}

std::string reason(RegionDataAge age, const geoip::BuildTimes& built, std::chrono::seconds max_age) {
  const auto in_question = age == RegionDataAge::unborn ? built.newest : built.oldest;
  const std::string of = "a database was built at " + rules::iso_time(in_question) + ", ";
  const std::string most = "`max_age` of [geoip], " + in_words(max_age);
  switch (age) {
    case RegionDataAge::fresh:
      return {};
    case RegionDataAge::old:
      return of + "longer ago than " + most +
             "; past twice that every region counts as unknown: get a newer one";
    case RegionDataAge::outdated:
      return of + "longer ago than twice " + most +
             ": what databases say is not believed, every region counts as "
             "unknown; get a newer one";
    case RegionDataAge::unborn:
      return of + "which is later than now: its age cannot be told";
  }
  return {};
}

}  // namespace

RegionDataAge region_data_age(const std::optional<geoip::BuildTimes>& built, std::chrono::sys_seconds now,
                              std::chrono::seconds max_age) {
  if (max_age.count() == 0 || !built) return RegionDataAge::fresh;
  const auto age = now - built->oldest;
  if (age > 2 * max_age) return RegionDataAge::outdated;
  if (age > max_age) return RegionDataAge::old;
  return built->newest > now + kAgeTolerance ? RegionDataAge::unborn : RegionDataAge::fresh;
}

void RegionDataWatch::look(const std::optional<geoip::BuildTimes>& built, std::chrono::sys_seconds now,
                           std::chrono::seconds max_age) {
  const RegionDataAge age = region_data_age(built, now, max_age);
  const std::lock_guard lock(mutex_);
  const bool is_news = age != told_ || (age != RegionDataAge::fresh && built != told_of_);
  told_ = age;
  told_of_ = built;
  if (is_news) tell_(built ? reason(age, *built, max_age) : "");
}

}  // namespace caveat::proxy
