// Looks through the findings of a run that is over, or under way, in another process's store.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "audit/store/database.h"

namespace caveat::audit {

/// Empty members find all.
struct FindingQuestion {
  std::string rule;  ///< "pack/rule"
  std::string region;
  std::string severity;
  std::string kind;
  std::string site;
  std::string text;  ///< within the URL, the excerpt, or what was expected or seen; in any case of ASCII
  std::uint64_t first = 0;
  std::uint64_t count = 100;
};

/// As the store has it: hostile texts out of archives.
struct StoredFinding {
  std::string kind, severity, pack, rule, rule_place, region, site, path, url;
  std::int64_t time = 0;  ///< seconds since 1970; 0: the archive does not tell
  std::string expected, seen, excerpt;
  std::int64_t excerpt_mark = 0;
  std::int64_t excerpt_length = 0;
  std::int64_t places = 1;
  std::string archive;
  std::int64_t offset = 0;
  std::string record;
  std::string fingerprint;
};

struct FoundFindings {
  std::uint64_t total = 0;              ///< that answer the question, on other pages of the answer as well
  std::vector<StoredFinding> findings;  ///< by severity, then by kind and place
};

/// How often a value stands among the findings of a run, or among what it could not judge.
struct ValueCount {
  std::string value;
  std::uint64_t count = 0;
};

struct StoreSummary {
  std::string rules;
  std::string regions;
  std::uint64_t archives = 0;
  std::uint64_t findings = 0;
  std::vector<ValueCount> by_rule, by_region, by_severity, by_kind, by_site;
  std::vector<ValueCount> not_auditable;  ///< readings, by reason
  std::uint64_t unreadable_records = 0;
};

/// `path`: a store; nothing is written to it. An error if it is none, or of another version.
boost::system::result<FoundFindings, StoreError> find_findings(const std::string& path,
                                                               const FindingQuestion& question);
boost::system::result<StoreSummary, StoreError> summary_of_store(const std::string& path);

}  // namespace caveat::audit
