#include "studio/request_members.h"

namespace caveat::studio {

namespace {

ApiError wrong(std::string_view name, std::string_view wanted) {
  return bad_request("`" + std::string(name) + "` has to be " + std::string(wanted));
}

/// Null if it is not there.
const boost::json::value* member(const boost::json::object& question, std::string_view name) {
  const boost::json::value* value = question.if_contains(name);
  return value != nullptr && value->is_null() ? nullptr : value;
}

}  // namespace

Asked<std::string> needed_text(const boost::json::object& question, std::string_view name) {
  const boost::json::value* value = member(question, name);
  if (value == nullptr || !value->is_string()) return wrong(name, "a text");
  return std::string(value->get_string());
}

Asked<std::string> optional_text(const boost::json::object& question, std::string_view name) {
  if (member(question, name) == nullptr) return std::string();
  return needed_text(question, name);
}

Asked<std::vector<std::string>> optional_texts(const boost::json::object& question, std::string_view name) {
  std::vector<std::string> texts;
  const boost::json::value* value = member(question, name);
  if (value == nullptr) return texts;
  if (!value->is_array()) return wrong(name, "a list of texts");
  for (const boost::json::value& item : value->get_array()) {
    if (!item.is_string()) return wrong(name, "a list of texts");
    texts.emplace_back(item.get_string());
  }
  return texts;
}

Asked<boost::json::object> optional_object(const boost::json::object& question, std::string_view name) {
  const boost::json::value* value = member(question, name);
  if (value == nullptr) return boost::json::object();
  if (!value->is_object()) return wrong(name, "an object");
  return value->get_object();
}

}  // namespace caveat::studio
