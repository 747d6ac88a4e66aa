// By what a revisit record and the record that it is of know each other (ISO 28500:2017, 6.7).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/formats/warc_header.h"

namespace caveat::audit {

/// What others may call the payload of the record: by its digest, by the record's own name, by its URL and
/// time.
std::vector<std::string> keys_of_payload(const WarcHeader& header);

/// What a revisit calls the payload that it has: the surest first.
std::vector<std::string> keys_of_revisited(const WarcHeader& header);

/// What stands for a key where many have to be remembered, or where its URL must not be kept.
std::uint64_t hash_of_key(std::string_view key);

}  // namespace caveat::audit
