#include "audit/formats/revisit_keys.h"

#include <functional>

#include "audit/formats/warc_date.h"
#include "rules/ascii_case.h"

namespace caveat::audit {
namespace {

/// Those of the fields that are there.
std::vector<std::string> keys_of(std::string_view digest, std::string_view record, std::string_view url,
                                 std::string_view date) {
  std::vector<std::string> keys;
  if (!digest.empty()) keys.push_back("digest " + rules::lower_case(digest));
  if (!record.empty()) keys.push_back("record " + std::string(record));
  if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
  // Some writers leave out the fraction of the second that the record itself has.
  const auto time = parse_archived_time(date);
  if (!url.empty() && time) keys.push_back("at " + warc_date(*time) + " " + std::string(url));
  return keys;
}

}  // namespace

std::uint64_t hash_of_key(std::string_view key) {
  return std::hash<std::string_view>()(key);
}

std::vector<std::string> keys_of_payload(const WarcHeader& header) {
  return keys_of(header.field("WARC-Payload-Digest"), header.field("WARC-Record-ID"), header.target(),
                 header.field("WARC-Date"));
}

std::vector<std::string> keys_of_revisited(const WarcHeader& header) {
  return keys_of(header.field("WARC-Payload-Digest"), header.field("WARC-Refers-To"),
                 header.field("WARC-Refers-To-Target-URI"), header.field("WARC-Refers-To-Date"));
}

}  // namespace caveat::audit
