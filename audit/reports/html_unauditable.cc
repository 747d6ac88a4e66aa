#include "audit/reports/html_unauditable.h"

#include <algorithm>

#include "audit/reports/html_text.h"
#include "rules/calendar.h"

namespace caveat::audit {
namespace {

std::string cell(const std::string& html) {
  return "<td>" + html + "</td>";
}

}  // namespace

void UnauditableTable::add(const UnauditableReading& reading) {
  if (++added_ > kMostRows) return;
  const std::string detail = reading.detail.empty() ? "" : ": " + html_isolated(reading.detail);
  rows_ += "<tr><th scope=\"row\">" + html_isolated(reading.url) + "</th>" +
           cell(html_isolated(reading.region)) +
           cell(reading.time ? rules::iso_time(*reading.time) : html_text(words_.text("captured.never"))) +
           cell(html_text(reading.reason) + detail) + cell(html_isolated(reading.place.archive)) +
           "<td class=\"n\">" + words_.number(reading.place.offset) + "</td>" +
           cell(html_isolated(reading.place.record)) + "</tr>\n";
}

std::string UnauditableTable::html() const {
  if (added_ == 0) return {};
  std::string out = "<table id=\"unauditable\"><caption>" + html_text(words_.text("not_auditable.each")) +
                    "</caption><thead><tr>";
  for (const std::string_view key : {"page", "region", "captured", "reason", "archive"}) {
    out += "<th scope=\"col\">" + html_text(words_.text(key)) + "</th>";
  }
  out += "<th scope=\"col\" class=\"n\">" + html_text(words_.text("unreadable.offset")) +
         "</th><th scope=\"col\">" + html_text(words_.text("record")) + "</th></tr></thead><tbody>\n" +
         rows_ + "</tbody></table>\n";
  if (added_ <= kMostRows) return out;
  const std::string more =
      words_.text("not_auditable.more", {{"shown", std::uint64_t{kMostRows}}, {"all", added_}});
  return out + "<p class=\"about\">" + html_text(more) + "</p>\n";
}

}  // namespace caveat::audit
