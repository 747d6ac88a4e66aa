#include "rules/carrier.h"

namespace caveat::rules {

bool is_feed_type(std::string_view essence) {
  return essence == "application/rss+xml" || essence == "application/atom+xml" ||
         essence == "application/rdf+xml";
}

bool may_be_feed_type(std::string_view essence) {
  return essence == "application/xml" || essence == "text/xml" || essence.empty();
}

bool is_json_type(std::string_view essence) {
  return essence == "application/json" || essence == "text/json" || essence.ends_with("+json");
}

std::optional<Carrier> carrier_of(const Facts& facts) {
  if (!facts.content_type) return std::nullopt;
  if (is_feed_type(*facts.content_type)) return Carrier::feed;
  if (is_json_type(*facts.content_type)) return Carrier::json;
  if (!may_be_feed_type(*facts.content_type)) return Carrier::page;
  if (!facts.page) return std::nullopt;
  return facts.page->is_feed ? Carrier::feed : Carrier::page;
}

}  // namespace caveat::rules
