// One request and its response, as an archive holds them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "filter/head.h"

namespace caveat::audit {

/// Where in which archive something stands: enough to find it again by hand.
struct ArchivePlace {
  std::string archive;  ///< the file as it was named
  std::uint64_t offset =
      0;               ///< in bytes of the file as it lies on disk; of a member or frame if it is compressed
  std::string record;  ///< the record's own name (WARC-Record-ID, entry number, file below a folder), if any
};

/// What the proxy's own capture noted beside a response.
struct CaptureNote {
  std::string region;        ///< as the rules saw it: a code, "unknown" or "lookup_failed"
  std::string rules_digest;  ///< of the rule set that was in force
};

/// What the archive has of the response's body.
enum class ArchivedBody {
  whole,      ///< all that the response's framing promised, or a response without a body
  truncated,  ///< its beginning
  absent,     ///< nothing, though there was one
  elsewhere,  ///< nothing: it is with another record, which was not found
  converted,  ///< what somebody made of it, which is not what was served, and is not given
  no_answer,  ///< nothing, nor a head: the archive has the request alone, which was blocked or failed; the
              ///< head has a type all the same where the request was for what is no page
};

/// Heads and what is known of the body; the body itself is read from the Archive. Hostile bytes: nothing here
/// is fit to be shown unescaped.
struct ArchivedExchange {
  ArchivePlace place;
  std::string url;                               ///< absolute, as the archive has it
  std::string method = "GET";                    ///< "GET" where the archive does not tell
  std::optional<std::chrono::sys_seconds> time;  ///< of the capture
  filter::FieldLines request_fields;             ///< empty where the archive has no request
  /// Without transfer coding; content codings are still on. Status 0 if the archive holds a bare resource,
  /// or no answer.
  filter::ResponseHead head;
  ArchivedBody body = ArchivedBody::whole;
  std::string body_flaw;  ///< why it is not whole, in words
  std::optional<CaptureNote> capture;
  /// Of a revisit whose body is not before it in the same archive: by which keys (Archive::payload_keys) the
  /// record that has it may be known, the surest first. Empty for all else.
  std::vector<std::string> revisit_of;
};

}  // namespace caveat::audit
