#include "audit/question.h"

#include "rules/digest.h"

namespace caveat::audit {

std::string digest_of(const Question& question, std::string_view rules_digest, std::string_view version) {
  std::string parts;
  const auto add = [&parts](std::string_view part) {
    parts += std::to_string(part.size()) + ":";
    parts += part;
  };
  add(rules_digest);
  add(version);
  add(question.at ? std::to_string(question.at->time_since_epoch().count()) : "capture");
  add(question.accepted ? "accepted" : "");
  add(std::to_string(question.regions.size()));
  for (const AskedRegion& region : question.regions) add(region.code);
  for (const auto& [from, to] : question.sites) {
    add(from);
    add(to);
  }
  return rules::sha256_of(parts);
}

}  // namespace caveat::audit
