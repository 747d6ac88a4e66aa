#include "audit/finding.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "rules/digest.h"

namespace caveat::audit {
namespace {

struct KindNames {
  FindingKind kind;
  std::string_view name;
  std::string_view words;
};

constexpr std::array kKinds = {
    KindNames{FindingKind::notice_missing, "notice-missing", "the notice is missing"},
    KindNames{FindingKind::notice_outdated, "notice-outdated", "the notice is there in other words"},
    KindNames{FindingKind::notice_misplaced, "notice-misplaced", "the notice is not where the rule wants it"},
    KindNames{FindingKind::notice_language, "notice-language", "the notice is in another language"},
    KindNames{FindingKind::notice_doubled, "notice-doubled", "the notice is there more than once"},
    KindNames{FindingKind::notice_undue, "notice-undue", "a notice is there that is not due"},
    KindNames{FindingKind::widget_left, "widget-left", "an element is there that the rule takes out of use"},
    KindNames{FindingKind::mention_unlabelled, "mention-unlabelled", "a name is not labelled"},
    KindNames{FindingKind::passage_not_withheld, "passage-not-withheld", "a passage is not withheld"},
    KindNames{FindingKind::attribute_unchanged, "attribute-unchanged", "an attribute is as it was"},
    KindNames{FindingKind::block_missing, "block-missing", "the page was served where the rule blocks it"},
    KindNames{FindingKind::block_undue, "block-undue", "the page was blocked though no rule does so"},
    KindNames{FindingKind::acknowledgement_missing, "acknowledgement-missing", "the page was served unasked"},
    KindNames{FindingKind::header_wrong, "header-wrong", "a header is not as the rule wants it"},
    KindNames{FindingKind::refusal_missing, "refusal-missing", "a response was served that the rule refuses"},
};

constexpr std::array<std::string_view, 3> kSeverities = {"low", "medium", "high"};

const KindNames& names_of(FindingKind kind) {
  return *std::ranges::find(kKinds, kind, &KindNames::kind);
}

auto order_of(const Finding& finding) {
  return std::tie(finding.place.archive, finding.place.offset, finding.place.record, finding.url,
                  finding.region, finding.pack, finding.rule, finding.kind, finding.expected, finding.seen,
                  finding.excerpt, finding.excerpt_mark, finding.excerpt_length, finding.count,
                  finding.severity, finding.time, finding.rule_place);
}

}  // namespace

std::string_view name_of(FindingKind kind) {
  return names_of(kind).name;
}

std::string_view in_words(FindingKind kind) {
  return names_of(kind).words;
}

std::optional<FindingKind> finding_kind_of(std::string_view name) {
  const auto* found = std::ranges::find(kKinds, name, &KindNames::name);
  if (found == kKinds.end()) return std::nullopt;
  return found->kind;
}

std::string_view name_of(Severity severity) {
  return kSeverities.at(static_cast<std::size_t>(severity));
}

std::optional<Severity> severity_of(std::string_view name) {
  const auto* found = std::ranges::find(kSeverities, name);
  if (found == kSeverities.end()) return std::nullopt;
  return static_cast<Severity>(found - kSeverities.begin());
}

std::string fingerprint(const Finding& finding) {
  const std::string_view marked =
      std::string_view(finding.excerpt)
          .substr(std::min(finding.excerpt_mark, finding.excerpt.size()), finding.excerpt_length);
  std::string parts;
  for (const std::string_view part :
       {name_of(finding.kind), std::string_view(finding.pack), std::string_view(finding.rule),
        std::string_view(finding.region), std::string_view(finding.site), std::string_view(finding.path),
        marked}) {
    parts += std::to_string(part.size()) + ":";
    parts += part;
  }
  return rules::sha256_of(parts).substr(0, 32);
}

bool stands_before(const Finding& a, const Finding& b) {
  return order_of(a) < order_of(b);
}

}  // namespace caveat::audit
