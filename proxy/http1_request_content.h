// A request's body in HTTP/1.1.
#pragma once

#include <chrono>
#include <cstddef>

#include "proxy/message_reader.h"
#include "proxy/request_content.h"
#include "proxy/wire.h"

namespace caveat::proxy {

/// What follows the head that `messages` has read. Both outlive it.
class Http1RequestContent final : public RequestContent {
 public:
  /// `idle_time`: the longest that nothing may come.
  Http1RequestContent(Wire& reader, MessageReader& messages, std::chrono::milliseconds idle_time)
      : reader_(reader), messages_(messages), idle_time_(idle_time) {}

  boost::asio::awaitable<ContentFailure> next(std::vector<std::string_view>& pieces) override;
  void consume() override;
  filter::FieldLines trailers() const override { return messages_.trailers(); }
  bool done() const override { return messages_.done(); }
  bool has_input() const override { return !reader_.input().empty(); }
  void interrupt() override { reader_.interrupt_read(); }

 private:
  Wire& reader_;
  MessageReader& messages_;
  std::chrono::milliseconds idle_time_;
  std::size_t used_ = 0;
};

}  // namespace caveat::proxy
