// HTTP/1.1 messages out of bytes, sans-I/O (RFC 9112). message_reader.cc is the sole include of Beast.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/head.h"
#include "proxy/incoming_message.h"
#include "proxy/plain_head.h"

namespace caveat::proxy {

/// Why bytes are no message: a label for a counter.
struct MessageFlaw {
  std::string_view reason;  ///< static text
};

/// One direction of one connection: requests or responses, never both. For each message: `read_*_head` until
/// it says that the head is there, then `read_body` until `done`. Input that was not used has to be given
/// again, with more behind it.
class MessageReader {
 public:
  MessageReader();
  ~MessageReader();
  MessageReader(const MessageReader&) = delete;
  MessageReader& operator=(const MessageReader&) = delete;

  /// Bytes used: 0 while the head is not all there.
  boost::system::result<std::size_t, MessageFlaw> read_request_head(std::string_view input,
                                                                    IncomingRequest& request);
  /// The same; `to_head` says that the request was a HEAD, so that no body follows.
  boost::system::result<std::size_t, MessageFlaw> read_response_head(std::string_view input, bool to_head,
                                                                     IncomingResponse& response);
  /// Adds the parts of `input` that are content to `content` and returns how many bytes were used. The parts
  /// are views of `input`.
  boost::system::result<std::size_t, MessageFlaw> read_body(std::string_view input,
                                                            std::vector<std::string_view>& content);
  /// Whether the message has ended.
  bool done() const;
  /// How much of the body is still to come, where its length is known (not in chunks, not to the connection's
  /// end).
  std::optional<std::uint64_t> remaining() const;
  /// Counts `bytes` of such a body that went past this reader.
  void skip(std::uint64_t bytes);
  /// What followed the content of the message (RFC 9110, 6.5), once it has ended; no more than 8 KiB, else
  /// nothing.
  const filter::FieldLines& trailers() const;

 private:
  struct Parsers;

  void follow(const PlainBody& body);

  std::unique_ptr<Parsers> parsers_;        ///< neither is set where the head was plain
  std::optional<std::uint64_t> remaining_;  ///< of a body whose length is known
  bool ends_at_close_ = false;              ///< a plain one without
};

}  // namespace caveat::proxy
