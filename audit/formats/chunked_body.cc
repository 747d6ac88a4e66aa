#include "audit/formats/chunked_body.h"

#include <algorithm>

#include "rules/hex_digit.h"

namespace caveat::audit {
namespace {

constexpr unsigned kMostDigits = 15;

}  // namespace

std::string_view ChunkedBody::next(std::string_view& coded) {
  while (!coded.empty() && state_ == State::running) {
    if (part_ == Part::data) {
      const auto now = static_cast<std::size_t>(std::min<std::uint64_t>(left_, coded.size()));
      const std::string_view data = coded.substr(0, now);
      coded.remove_prefix(now);
      left_ -= now;
      if (left_ == 0) part_ = Part::after_data;
      return data;
    }
    take(coded.front());
    if (state_ != State::broken) coded.remove_prefix(1);
  }
  return {};
}

void ChunkedBody::take(char c) {
  switch (part_) {
    case Part::size:
      take_size(c);
      return;
    case Part::extension:
      if (c == '\n') end_size();
      return;
    case Part::after_data:
      if (c == '\n') {
        part_ = Part::size;
      } else if (c != '\r') {
        state_ = State::broken;
      }
      return;
    case Part::trailer:
      if (c == '\n' && line_is_empty_) state_ = State::ended;
      if (c != '\r') line_is_empty_ = c == '\n';
      return;
    case Part::data:
      return;
  }
}

/// Blanks may stand behind the digits, as some servers pad them.
void ChunkedBody::take_size(char c) {
  const int value = rules::hex_value(c);
  if (value >= 0 && digits_ < kMostDigits) {
    left_ = left_ << 4 | static_cast<unsigned>(value);
    ++digits_;
  } else if (digits_ > 0 && c == '\n') {
    end_size();
  } else if (digits_ > 0 && (c == '\r' || c == ';' || c == ' ' || c == '\t')) {
    part_ = Part::extension;
  } else {
    state_ = State::broken;
  }
}

void ChunkedBody::end_size() {
  has_begun_ = true;
  digits_ = 0;
  line_is_empty_ = true;
  part_ = left_ == 0 ? Part::trailer : Part::data;
}

bool looks_chunked(std::string_view bytes) {
  ChunkedBody body;
  while (!bytes.empty() && !body.has_begun() && body.state() == ChunkedBody::State::running) {
    const std::size_t before = bytes.size();
    body.next(bytes);
    if (bytes.size() == before) break;
  }
  return body.has_begun() || body.state() == ChunkedBody::State::ended;
}

}  // namespace caveat::audit
