#include "audit/reports/unauditable_json.h"

#include <boost/json/value.hpp>
#include <utility>

#include "audit/partials/json_members.h"
#include "audit/reports/json_line.h"
#include "audit/reports/reported_finding.h"
#include "audit/reports/visible_text.h"
#include "rules/calendar.h"

namespace caveat::audit {

UnauditableReading reported(UnauditableReading reading) {
  for (std::string* text : {&reading.place.archive, &reading.place.record, &reading.url, &reading.region,
                            &reading.reason, &reading.detail}) {
    *text = valid_utf8(*text);
  }
  return reading;
}

std::string unauditable_json(const UnauditableReading& reading) {
  JsonLine json;
  json.begin_object().text("reason", reading.reason).text("detail", reading.detail);
  json.text("region", reading.region).text("url", reading.url);
  if (reading.time) json.text("time", rules::iso_time(*reading.time));
  json.text("archive", reading.place.archive).number("offset", reading.place.offset);
  return std::move(json.text("record", reading.place.record).end_object()).take();
}

std::optional<UnauditableReading> unauditable_from_json(const boost::json::value& value) {
  const boost::json::object* json = value.if_object();
  UnauditableReading out;
  const bool all = json != nullptr && read_text(*json, "reason", out.reason) &&
                   read_text(*json, "detail", out.detail) && read_text(*json, "region", out.region) &&
                   read_text(*json, "url", out.url) && read_text(*json, "archive", out.place.archive) &&
                   read_number(*json, "offset", out.place.offset) &&
                   read_text(*json, "record", out.place.record);
  if (!all) return std::nullopt;
  if (!json->contains("time")) return out;
  std::string time;
  if (!read_text(*json, "time", time)) return std::nullopt;
  out.time = time_from_text(time);
  if (!out.time) return std::nullopt;
  return out;
}

}  // namespace caveat::audit
