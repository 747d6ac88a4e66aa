// A response on its way to the reader, whose head can still be held back.
#pragma once

#include <string>
#include <string_view>

#include "filter/passage.h"
#include "html/rewriter.h"

namespace caveat::filter {

/// What is written before `open` waits. Once open nothing is held any more.
class HeldResponse final : public html::ByteSink {
 public:
  HeldResponse(ResponseHead head, PassageSink& sink) : head_(std::move(head)), sink_(sink) {}

  void write(std::string_view bytes) override;
  void open();
  bool is_open() const { return open_; }
  /// The body is whole. If all of it was held, the head says its length.
  void finish();

 private:
  ResponseHead head_;
  PassageSink& sink_;
  std::string held_;
  bool open_ = false;
};

}  // namespace caveat::filter
