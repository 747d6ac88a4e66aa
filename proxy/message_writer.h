// Heads and chunks as bytes (RFC 9112, 3, 4 and 7.1).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "filter/head.h"

namespace caveat::proxy {

/// How the end of a body shows.
enum class BodyFraming { none, length, chunked, close };

/// Appends the whole head with its empty line. The field lines come as they are.
void append_request_head(std::string& out, const filter::RequestHead& head);
/// Leaves out Connection, Keep-Alive and Transfer-Encoding; a 204 also goes without Content-Length. Adds Date
/// if there is none (RFC 9110, 6.6.1), `Transfer-Encoding: chunked` for that framing, and `connection` as the
/// Connection field unless it is empty.
void append_response_head(std::string& out, const filter::ResponseHead& head, BodyFraming framing,
                          std::string_view connection);

/// Appends the line that opens a chunk of `size` (not zero) bytes; CRLF has to follow the bytes.
void append_chunk_size(std::string& out, std::size_t size);
inline constexpr std::string_view kChunkEnd = "\r\n";
/// Those of `fields` that may follow a body: nothing that frames, routes or authorises a message or says what
/// is to be made of its content (RFC 9110, 6.5.1), nor what only we may say.
filter::FieldLines passable_trailers(const filter::FieldLines& fields);
/// The end of a chunked body; `trailers` as trailer_section gives it.
void append_last_chunk(std::string& out, std::string_view trailers);
/// The passable ones of `fields`, as lines.
std::string trailer_section(const filter::FieldLines& fields);

/// Whether a response of that status never has content (RFC 9110, 6.4.1).
constexpr bool has_no_content(int status) {
  return status / 100 == 1 || status == 204 || status == 304;
}

/// The reason phrase of RFC 9110 (and 6585, 7725) for a status; empty if there is none.
std::string_view reason_phrase(int status);

}  // namespace caveat::proxy
