#include "audit/reports/reported_finding.h"

#include <algorithm>
#include <utility>

#include "audit/reports/visible_text.h"

namespace caveat::audit {
namespace {

constexpr std::string Finding::*kTexts[] = {
    &Finding::url,  &Finding::site, &Finding::path,       &Finding::region,   &Finding::pack,
    &Finding::rule, &Finding::seen, &Finding::rule_place, &Finding::expected, &Finding::excerpt,
};

}  // namespace

MarkedExcerpt ReportedFinding::excerpt() const {
  const std::string_view text = finding.excerpt;
  const std::size_t begin = std::min(finding.excerpt_mark, text.size());
  const std::size_t length = std::min(finding.excerpt_length, text.size() - begin);
  return {text.substr(0, begin), text.substr(begin, length), text.substr(begin + length)};
}

ReportedFinding reported(Finding finding) {
  const std::string_view excerpt = finding.excerpt;
  const std::size_t begin = std::min(finding.excerpt_mark, excerpt.size());
  const std::size_t length = std::min(finding.excerpt_length, excerpt.size() - begin);
  std::string before = valid_utf8(excerpt.substr(0, begin));
  const std::string marked = valid_utf8(excerpt.substr(begin, length));
  const std::string after = valid_utf8(excerpt.substr(begin + length));
  finding.excerpt_mark = before.size();
  finding.excerpt_length = marked.size();
  finding.excerpt = std::move(before) + marked + after;
  for (const auto text : kTexts) finding.*text = valid_utf8(finding.*text);
  finding.place.archive = valid_utf8(finding.place.archive);
  finding.place.record = valid_utf8(finding.place.record);
  std::string taken = fingerprint(finding);
  return {std::move(finding), std::move(taken), std::nullopt};
}

}  // namespace caveat::audit
