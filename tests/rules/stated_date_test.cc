#include "rules/stated_date.h"

#include <gtest/gtest.h>

#include "rules/calendar.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

struct Case {
  std::string_view written;
  std::string_view meant;  ///< in UTC, if no offset is written; the day alone; or "" for no date
};

std::string in_utc(const std::optional<TomlDateTime>& date) {
  if (!date) return "";
  const std::string time = iso_time(instant_of(*date, "UTC").value());
  return date->time_of_day ? time : time.substr(0, time.find('T'));
}

TEST(StatedDate, IsReadInTheWaysInWhichSitesWriteIt) {
  constexpr Case kCases[] = {
      {"2024-02-20", "2024-02-20"},
      {" 2024-02-20 ", "2024-02-20"},
      {"2024-02-20T12:00:00Z", "2024-02-20T12:00:00Z"},
      {"2024-02-20T12:00:00.5430000+01:00", "2024-02-20T11:00:00Z"},
      {"2024-02-20T12:00:00-0500", "2024-02-20T17:00:00Z"},
      {"2024-02-20T12:00-5:00", "2024-02-20T17:00:00Z"},
      {"2024-02-20T12:00+01", "2024-02-20T11:00:00Z"},
      {"2024-02-20 12:00:00 -500", "2024-02-20T17:00:00Z"},
      {"2024-02-20T6:30Z", "2024-02-20T06:30:00Z"},
      {"2024-02-20T24:00:00Z", "2024-02-21T00:00:00Z"},
      {"2024-02-20 12:00:00", "2024-02-20T12:00:00Z"},
      {"2024-02-20 12:00:00 UTC", "2024-02-20T12:00:00Z"},
      {"2024/2/5", "2024-02-05"},
      {"20240220", "2024-02-20"},
      {"20240220 09:00:00", "2024-02-20T09:00:00Z"},
      {"Tue, 20 Feb 2024 12:00:00 GMT", "2024-02-20T12:00:00Z"},
      {"Tue, 20 Feb 2024 12:00:00 +0100", "2024-02-20T11:00:00Z"},
      {"20 February 2024", "2024-02-20"},
      {"February 20, 2024", "2024-02-20"},
      {"Feb 5th, 2024", "2024-02-05"},
      {"Tuesday, February 20, 2024,  3:41 PM", "2024-02-20T15:41:00Z"},
      {"February 20, 2024 12:05am", "2024-02-20T00:05:00Z"},
      {"Tue Feb 20 12:00:00 UTC 2024", "2024-02-20T12:00:00Z"},
  };
  for (const Case& one : kCases) EXPECT_EQ(in_utc(stated_date(one.written)), one.meant) << one.written;
}

// "EST" is a time in America and another in Australia.
TEST(StatedDate, IsTheDayAloneWhereTheTimeOrItsZoneCannotBeRead) {
  constexpr Case kCases[] = {
      {"2024-02-20T12:00:00 EST", "2024-02-20"}, {"Tue Feb 20 12:00:00 EDT 2024", "2024-02-20"},
      {"2024-02-20T99:99", "2024-02-20"},        {"2024-02-20T", "2024-02-20"},
      {"2024-02-20T12:00+99:00", "2024-02-20"},
  };
  for (const Case& one : kCases) EXPECT_EQ(in_utc(stated_date(one.written)), one.meant) << one.written;
}

TEST(StatedDate, IsNoneWhereTheDayIsNotCertain) {
  for (const char* none :
       {"", " ", "yesterday", "05/06/2024", "2024-00-29", "2024-02-30", "2024", "2024-02", "1708430400",
        "1708430400000", "2024-02-20x", "12:00", "February 2024", "May 2024 be", "20 20 Feb 2024"}) {
    EXPECT_EQ(in_utc(stated_date(none)), "") << none;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
