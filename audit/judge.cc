#include "audit/judge.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "filter/accept_language.h"
#include "filter/acceptance_request.h"
#include "filter/answer.h"
#include "filter/marked_excerpt.h"
#include "filter/page_changes.h"
#include "rules/path_readings.h"

namespace caveat::audit {

/// What was asked for, as far as an archive tells.
struct Judge::Asked {
  rules::CanonicalUrl url;
  std::string shown_url;  ///< without its query
  std::optional<std::chrono::sys_seconds> time;
  bool languages_known = false;
  bool accepted = false;
};

namespace {

constexpr std::array<std::string_view, 4> kMethodsWithoutPage = {"HEAD", "OPTIONS", "CONNECT", "TRACE"};

/// What the proxy says where it serves no page, which is no page that rules speak of.
bool is_our_failure(const ArchivedPage& page) {
  const int status = page.head().status;
  if (status != 502 && status != 503 && status != 504) return false;
  return page.body() == filter::failure_answer(status).body;
}

/// The proxy's own cookies: `caveat-ID`, over TLS `__Host-caveat-ID`.
bool has_accepted(const filter::FieldLines& request) {
  return request.combined("Cookie").find("caveat-") != std::string::npos;
}

std::string as_text(const std::string& bytes) {
  return filter::marked_excerpt({bytes, "UTF-8"}, 0, bytes.size()).text;
}

/// One pass tells whether a page would change, and where.
filter::PassageLimits listing_limits() {
  filter::PassageLimits limits;
  limits.listed_places = filter::kListedPlaces;
  return limits;
}

CoverageSlot slot_of(const std::optional<std::chrono::sys_seconds>& time, const std::string& region) {
  CoverageSlot slot{.day = std::nullopt, .region = region};
  if (time) slot.day = std::chrono::floor<std::chrono::days>(*time);
  return slot;
}

void put_in_order(Judgement& judgement) {
  const auto is_before = [](const auto& a, const auto& b) { return stands_before(a, b); };
  std::ranges::sort(judgement.findings, is_before);
  std::ranges::sort(judgement.not_auditable, is_before);
}

}  // namespace

Judge::Judge(std::shared_ptr<const rules::RuleSet> rules, Question question)
    : question_(std::move(question)),
      rules_digest_(rules->digest()),
      limits_(listing_limits()),
      reader_(std::move(rules), limits_) {}

std::optional<Judge::Asked> Judge::asked_for(const ArchivedExchange& exchange) const {
  auto url = rules::canonical_url(exchange.url);
  if (!url || rules::is_ambiguous_path(url->target.path)) return std::nullopt;
  Asked asked;
  asked.shown_url =
      url->scheme + "://" + url->site + (url->port.empty() ? "" : ":" + url->port) + url->target.path;
  auto site = question_.sites.find(url->site + ":" + url->port);
  if (site == question_.sites.end()) site = question_.sites.find(url->site);
  if (site != question_.sites.end()) url->site = site->second;
  asked.url = *std::move(url);
  asked.time = exchange.time;
  asked.languages_known = exchange.request_fields.size() > 0;
  asked.accepted = question_.accepted || has_accepted(exchange.request_fields);
  return asked;
}

std::string Judge::passed_over_because(const ArchivedPage& page, const std::optional<Asked>& asked) const {
  const ArchivedExchange& exchange = page.exchange();
  const int status = page.head().status;
  if (std::ranges::find(kMethodsWithoutPage, exchange.method) != kMethodsWithoutPage.end()) return "method";
  if (status < 200) return "interim";
  if (status == 304) return "not-modified";
  if (!asked) return "url";
  if (asked->url.target.path == filter::kAcceptancePath) return "acceptance";
  return is_our_failure(page) ? "refused-by-the-proxy" : "";
}

void Judge::note_other_rules(const ArchivedExchange& exchange, Totals& totals) const {
  if (!exchange.capture || exchange.capture->rules_digest == rules_digest_) return;
  const std::string& digest = exchange.capture->rules_digest;
  totals.count_other_rules(is_sha256(digest) ? digest : Totals::kUnrecordedRules, 1);
}

Judgement Judge::judge(ArchivedResponse response) const {
  Judgement judgement;
  Totals& totals = judgement.totals;
  const ArchivedPage page(std::move(response), limits_.page_bytes);
  const std::optional<Asked> asked = asked_for(page.exchange());
  totals.responses = 1;
  if (const std::string reason = passed_over_because(page, asked); !reason.empty()) {
    totals.passed_over[reason] = 1;
    return judgement;
  }
  if (question_.regions.empty()) {
    const auto& capture = page.exchange().capture;
    const auto location = capture ? geoip::Location::stated(capture->region) : std::nullopt;
    if (location) {
      judge_region(page, *asked, {capture->region, *location}, judgement);
    } else {
      Reading reading;
      reading.not_auditable = "region-unrecorded";
      note(reading, page, *asked, "", judgement);
    }
  }
  for (const AskedRegion& region : question_.regions) judge_region(page, *asked, region, judgement);
  if (totals.readings == 0) {
    const bool no_answer = page.exchange().body == ArchivedBody::no_answer;
    totals.passed_over[no_answer ? "subresource-absent" : "redirect-or-empty"] = 1;
  } else {
    totals.body_bytes = page.body().size();
    note_other_rules(page.exchange(), totals);
  }
  put_in_order(judgement);
  return judgement;
}

Judgement Judge::cannot_judge(ArchivedExchange exchange, const std::string& reason) const {
  Judgement judgement;
  judgement.totals.responses = 1;
  const ArchivedPage page({.exchange = std::move(exchange), .body = {}}, limits_.page_bytes);
  const std::optional<Asked> asked = asked_for(page.exchange());
  if (!asked) {
    judgement.totals.passed_over["url"] = 1;
    return judgement;
  }
  Reading reading;
  reading.not_auditable = reason;
  if (question_.regions.empty()) {
    const auto& capture = page.exchange().capture;
    const bool is_region = capture && geoip::Location::stated(capture->region);
    note(reading, page, *asked, is_region ? capture->region : "", judgement);
  }
  for (const AskedRegion& region : question_.regions) note(reading, page, *asked, region.code, judgement);
  put_in_order(judgement);
  return judgement;
}

void Judge::judge_region(const ArchivedPage& page, const Asked& asked, const AskedRegion& region,
                         Judgement& judgement) const {
  const auto time = question_.at ? question_.at : asked.time;
  const bool no_answer = page.exchange().body == ArchivedBody::no_answer;
  Reading reading;
  rules::Facts facts;
  if (time) {
    facts.site = asked.url.site;
    facts.path = asked.url.target.path;
    facts.query = asked.url.target.query;
    facts.method = page.exchange().method;
    facts.location = region.location;
    facts.reader_languages =
        filter::accepted_languages(page.exchange().request_fields.combined("Accept-Language"));
    facts.time = *time;
  }
  if (no_answer) {
    // Of scripts, pictures and trackers that a browser blocked, nobody wants to know.
    if (!page.may_be_page() && time && !reader_.concerns(page, facts)) return;
    reading.not_auditable = page.problem();
    return note(reading, page, asked, region.code, judgement);
  }
  if (time)
    reading = reader_.read(page, facts, asked.languages_known, asked.accepted);
  else
    reading.not_auditable = "time-unknown";
  // Readers never see a redirect, unless rules want something else in its place.
  if (page.plan().body == filter::ResponsePlan::Body::none && !reading.answered) return;
  note(reading, page, asked, region.code, judgement);
}

UnauditableReading Judge::unauditable(const Reading& reading, const ArchivedPage& page, const Asked& asked,
                                      const std::string& region) const {
  UnauditableReading out;
  out.place = page.exchange().place;
  out.place.record = as_text(out.place.record);
  out.url = asked.shown_url;
  out.time = asked.time;
  out.region = region;
  out.reason = reading.not_auditable;
  if (page.problem() == reading.not_auditable) out.detail = as_text(page.exchange().body_flaw);
  return out;
}

void Judge::note(const Reading& reading, const ArchivedPage& page, const Asked& asked,
                 const std::string& region, Judgement& judgement) const {
  Totals& totals = judgement.totals;
  CoverageCount& coverage = totals.coverage[slot_of(asked.time, region)];
  ++totals.readings;
  ++coverage.readings;
  if (reading.covered) {
    ++totals.covered;
    ++coverage.covered;
  }
  std::string partly = reading.partly_checked;
  if (partly.empty() && !page.exchange().body_flaw.empty() && page.problem().empty()) partly = "body-flawed";
  if (!reading.not_auditable.empty()) {
    ++totals.not_auditable[reading.not_auditable];
    ++coverage.not_auditable;
    judgement.not_auditable.push_back(unauditable(reading, page, asked, region));
  } else if (!partly.empty()) {
    ++totals.partly_checked[partly];
  }
  if (!reading.findings.empty()) ++coverage.with_findings;
  const bool clean = reading.findings.empty() && reading.not_auditable.empty() && partly.empty();
  if (reading.covered && clean) ++totals.clean;
  for (Finding finding : reading.findings) {
    finding.place = page.exchange().place;
    finding.place.record = as_text(finding.place.record);
    finding.url = asked.shown_url;
    finding.site = asked.url.site;
    finding.path = asked.url.target.path;
    finding.time = asked.time;
    finding.region = region;
    totals.count(finding);
    judgement.findings.push_back(std::move(finding));
  }
}

}  // namespace caveat::audit
