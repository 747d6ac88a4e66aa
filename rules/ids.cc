#include "rules/ids.h"

#include <algorithm>

namespace caveat::rules {

bool is_id(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

bool check_id(std::string_view text, const SourcePlace& place, std::string_view what, Problems& problems) {
  if (is_id(text)) return true;
  problems.add(
      Code::bad_id, place,
      in_quotes(text) + " cannot name a " + std::string(what) + ": letters, digits and hyphens, at most 64");
  return false;
}

}  // namespace caveat::rules
