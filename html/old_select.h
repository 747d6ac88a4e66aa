// Select elements as browsers of before 2025 read them: all but options was ignored inside.
#pragma once

#include <cstdint>

#include "html/open_elements.h"
#include "html/token.h"

namespace caveat::html {

/// Whether such a browser has a select element open, which TreeConstruction may have closed or never seen
/// end.
class OldSelect {
 public:
  bool open() const { return state_ != State::closed; }
  /// A select element is about to be pushed.
  void opening(const OpenElements& elements);
  /// Come before the tag changes `elements`.
  void start_tag(const TagToken& token);
  void end_tag(const TagToken& token, const OpenElements& elements);

 private:
  enum class State : std::uint8_t { closed, in_body, in_table };
  State state_ = State::closed;
};

}  // namespace caveat::html
