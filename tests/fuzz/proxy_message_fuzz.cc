// whole messages with their bodies: read alike in one piece and in two, by Beast and without it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "proxy/message_reader.h"

namespace {

using caveat::proxy::IncomingRequest;
using caveat::proxy::IncomingResponse;
using caveat::proxy::MessageReader;

constexpr std::string_view kForBeast = "Proxy-Connection: none\r\n";
constexpr std::string_view kMark = "Proxy-Connection: none\n";

/// What was understood of one message.
struct Reading {
  bool flawed = false;
  bool done = false;
  std::string head;
  std::string content;
  std::size_t used = 0;

  bool operator==(const Reading&) const = default;
};

class Reader {
 public:
  Reader(std::string_view input, bool is_request) : input_(input), is_request_(is_request) {}

  /// Goes on as far as it can with the first `size` bytes of the input.
  void read(std::size_t size) {
    while (!reading_.flawed && !reading_.done) {
      const std::string_view rest = input_.substr(reading_.used, size - reading_.used);
      const std::size_t used = has_head_ ? read_body(rest) : read_head(rest);
      reading_.used += used;
      if (used == 0) return;
    }
  }

  /// A flaw is found sooner or later, and with more or less of the content before it.
  Reading result() const { return reading_.flawed ? Reading{.flawed = true} : reading_; }

 private:
  std::size_t read_head(std::string_view rest) {
    IncomingRequest request;
    IncomingResponse response;
    const auto used = is_request_ ? messages_.read_request_head(rest, request)
                                  : messages_.read_response_head(rest, false, response);
    reading_.flawed = !used;
    if (!used || *used == 0) return 0;
    has_head_ = true;
    for (const auto& line : is_request_ ? request.head.fields : response.head.fields) {
      reading_.head.append(line.name).append(": ").append(line.value).append("\n");
    }
    reading_.done = is_request_ ? !request.has_body : !response.has_body;
    return *used;
  }

  std::size_t read_body(std::string_view rest) {
    std::vector<std::string_view> pieces;
    const auto used = messages_.read_body(rest, pieces);
    reading_.flawed = !used;
    if (!used) return 0;
    for (const std::string_view piece : pieces) {
      if (piece.data() < rest.data() || piece.data() + piece.size() > rest.data() + *used) std::abort();
      reading_.content += piece;
    }
    reading_.done = messages_.done();
    return *used;
  }

  std::string_view input_;
  bool is_request_;
  MessageReader messages_;
  bool has_head_ = false;
  Reading reading_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const bool is_request = (data[0] & 1) == 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t split = input.empty() ? 0 : (std::size_t{data[0]} * 256 + data[1]) % input.size();
  Reader whole(input, is_request);
  whole.read(input.size());
  Reader halves(input, is_request);
  halves.read(split);
  halves.read(input.size());
  if (whole.result() != halves.result()) std::abort();
  const std::size_t line_end = input.find("\r\n");
  if (line_end == std::string_view::npos || input.size() < line_end + 3) return 0;
  // A folded line would become one of the mark.
  if (input[line_end + 2] == ' ' || input[line_end + 2] == '\t') return 0;
  // No head with this line is plain, and to Beast it means nothing.
  std::string marked(input);
  marked.insert(line_end + 2, kForBeast);
  Reader by_beast(marked, is_request);
  by_beast.read(marked.size());
  Reading other = by_beast.result();
  const std::size_t mark = other.head.find(kMark);
  if (mark != std::string::npos) other.head.erase(mark, kMark.size());
  if (other.used > 0) other.used -= kForBeast.size();
  if (whole.result() != other) std::abort();
  return 0;
}
