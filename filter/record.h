// What was decided and done for one response. Nothing of the reader.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::filter {

/// How one rule came out on one response.
struct RuleOutcome {
  std::string pack;
  std::string rule;
  /// "placed", "fallback" (not at the first place of its list), "present" (the page had it already),
  /// "failed", "not_html" (the response is none, and was served as `non_html` says), or empty if the rule
  /// inserts nothing.
  std::string notice;
  std::string place;  ///< the place as the rule writes it: "start of article"
  std::uint64_t removed = 0;
  std::uint64_t attributes_changed = 0;
  std::uint64_t disabled = 0;  ///< elements that are inert in the page, whoever made them so
  std::uint64_t labelled = 0;  ///< labels that stand in the page, whoever put them there
  std::uint64_t withheld = 0;  ///< mentions; elements count as removed
  /// "asked" (the reader has to accept the notice first), "accepted", or empty.
  std::string acknowledgement;
  bool shadow = false;
};

/// How the response ended.
enum class Ending {
  complete,
  aborted,
  refused,
  blocked,
  acknowledgement,  ///< the reader was asked to accept a notice, instead of the page
  acceptance        ///< the reader did; sent on to the page
};

/// As logs, evidence and `rewrite --record` write it.
std::string_view ending_text(Ending ending);

/// A value. Fields are allow-listed: no address, cookie, query, user agent or referrer can be put into it.
struct Record {
  std::chrono::sys_time<std::chrono::minutes> minute{};
  std::string site;
  std::string path;
  std::string region;  ///< country or subdivision code, "unknown" or "lookup_failed"
  std::string rules_digest;
  int status = 0;
  bool covered = false;
  Ending ending = Ending::complete;
  std::string failure;  ///< why it was refused or aborted: a counter's `reason` label; empty if it was not
  std::vector<RuleOutcome> rules;
  // The rest is for evidence alone, and empty where nobody asks for it.
  std::string plan_digest;  ///< rules::digest_of_plan of the Decision
  std::string body_came;    ///< SHA-256 of the decoded body as the site sent it, in hexadecimal digits
  std::string body_left;    ///< of the body as the reader got it, decoded likewise
};

/// Takes the Record of every response, on every way out. Must be safe to call from any thread.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void record(const Record& record) = 0;
};

}  // namespace caveat::filter
