// Heads between HTTP/2's field lists and ours (RFC 9113, 8).
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "proxy/message_reader.h"

namespace caveat::proxy {

/// The field list of one request while it comes in. HPACK is undone, and nghttp2 has checked what RFC
/// 9113, 8.2 and 8.3 say of names, values and pseudo-fields.
class Http2RequestFields {
 public:
  /// More than `most_bytes` of names and values (32 bytes more each, RFC 9113, 6.5.2) are not kept.
  explicit Http2RequestFields(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  void add(std::string_view name, std::string_view value);
  bool too_large() const { return bytes_ > most_bytes_; }

  /// The request as HTTP/1.1 would have it: Host out of :authority, cookies joined, Transfer-Encoding where a
  /// body has no length. A flaw is what an HTTP/1.1 head is refused for, too. Once.
  boost::system::result<IncomingRequest, MessageFlaw> take(bool has_body);

 private:
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  filter::RequestHead head_;
  std::string authority_;
  std::string cookies_;
};

/// The field lines of a response, with :status in front; without what concerns HTTP/1.1's connection only.
/// Names are in lower case. Adds Date if there is none.
filter::FieldLines http2_response_fields(const filter::ResponseHead& head);

/// Those of `fields` that may follow a body (message_writer.h), named in lower case.
filter::FieldLines http2_trailer_fields(const filter::FieldLines& fields);

}  // namespace caveat::proxy
