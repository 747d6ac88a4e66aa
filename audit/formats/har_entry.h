// One entry of a HAR, as far as an audit needs it (HAR 1.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "audit/archived_exchange.h"

namespace caveat::audit {

struct HarEntry {
  std::string started;        ///< startedDateTime
  std::string resource_type;  ///< _resourceType: what Chromium asked for ("document", "script"); may be empty
  std::string method;
  std::string url;
  filter::FieldLines request_fields;
  bool has_response = false;
  int status = 0;
  std::string reason;
  filter::FieldLines fields;
  std::string media_type;           ///< content.mimeType
  std::string encoding;             ///< content.encoding
  std::optional<std::string> text;  ///< content.text
  std::string file;                 ///< content._file: Playwright keeps contents in files beside the HAR
  std::string file_fault;           ///< why there is nothing out of it, in words
  bool text_is_bytes = false;       ///< `text` is the body as it came out of such a file
  bool text_is_cut = false;         ///< it was longer than anybody can hold
  std::int64_t content_size = -1;   ///< content.size: of the decoded body
  std::int64_t body_size = -1;      ///< response.bodySize: as it came
};

/// The exchange without its place, and its body. Browsers write bodies decoded, and as text in Unicode: heads
/// are made to fit.
struct HarExchange {
  ArchivedExchange exchange;
  std::string body;
};
HarExchange exchange_of(HarEntry entry);

}  // namespace caveat::audit
