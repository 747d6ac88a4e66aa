// What tree construction tells of the elements that open and close.
#pragma once

#include <cstddef>
#include <cstdint>

#include "html/token.h"

namespace caveat::html {

/// How an element was closed.
enum class Closing : std::uint8_t {
  by_its_end_tag,  ///< the current token is its end tag
  by_itself,       ///< void or self-closing: the current token is its start tag
  before_token     ///< implied by the current token, or by the end of the page
};

/// Is told what a browser would do at the current token. During a call the element is on the stack.
class TreeObserver {
 public:
  virtual ~TreeObserver() = default;
  /// The innermost element has been opened, by `token` or (null) implied before the current token.
  virtual void opened(const TagToken* token) = 0;
  virtual void closing(std::size_t index, Closing how) = 0;
  /// What has been put into an element, open for some time, is about to be no longer shown: a shadow tree is,
  /// in its place.
  virtual void hidden(std::size_t /*index*/) {}
  /// Whether a notice, which would end a paragraph, may have been put into an element whose content begins
  /// there (OpenElement::content).
  virtual bool holds_notice_from(std::uint64_t /*content*/) const { return false; }
  /// Comes before the token that ends the body, or before the end of the page.
  virtual void body_ending() = 0;
};

}  // namespace caveat::html
