#include "proxy/timestamp.h"

#include <array>
#include <string_view>

namespace caveat::proxy {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void append_padded(std::string& out, unsigned value) {
  out += static_cast<char>('0' + value / 10 % 10);
  out += static_cast<char>('0' + value % 10);
}

}  // namespace

std::string http_date(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::string out(kDays[std::chrono::weekday(day).c_encoding()]);
  out += ", ";
  append_padded(out, static_cast<unsigned>(date.day()));
  out.append(" ").append(kMonths[static_cast<unsigned>(date.month()) - 1]).append(" ");
  out.append(std::to_string(static_cast<int>(date.year()))).append(" ");
  append_padded(out, static_cast<unsigned>(clock.hours().count()));
  out += ':';
  append_padded(out, static_cast<unsigned>(clock.minutes().count()));
  out += ':';
  append_padded(out, static_cast<unsigned>(clock.seconds().count()));
  return out.append(" GMT");
}

std::string minute_text(std::chrono::sys_time<std::chrono::minutes> minute) {
  const auto day = std::chrono::floor<std::chrono::days>(minute);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(minute - day);
  std::string out = std::to_string(static_cast<int>(date.year()));
  out += '-';
  append_padded(out, static_cast<unsigned>(date.month()));
  out += '-';
  append_padded(out, static_cast<unsigned>(date.day()));
  out += 'T';
  append_padded(out, static_cast<unsigned>(clock.hours().count()));
  out += ':';
  append_padded(out, static_cast<unsigned>(clock.minutes().count()));
  return out += 'Z';
}

std::string http_date_now() {
  return http_date(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

}  // namespace caveat::proxy
