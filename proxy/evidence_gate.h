// Between a Passage and the reader: nothing of a covered response goes out before what was decided is kept.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "filter/evidence.h"
#include "filter/passage.h"
#include "proxy/gathered_body.h"
#include "proxy/response_stream.h"
#include "proxy/services.h"

namespace caveat::proxy {

/// Where evidence is off it stands aside: `stream` is then the reader's own. One response, one thread.
class EvidenceGate final : public ResponseStream {
 public:
  /// Both outlive it.
  EvidenceGate(Services& services, ResponseStream& reader) : services_(services), reader_(reader) {}

  /// Where the Passage and the Exchange write to.
  ResponseStream& stream() { return services_.evidence == nullptr ? reader_ : *this; }
  /// Whose response it is; before its first call, and it outlives the gate.
  void guard(const filter::Passage& passage) { passage_ = &passage; }
  /// Changes the Passage's record where the reader got something else than it gave, or where the evidence is
  /// missing. Once the response is over.
  void amend(filter::Record& record) const;
  /// The response is over: keeps how it ended.
  void settle(const filter::Record& record);

  void head(const filter::ResponseHead& head) override;
  void body(std::string_view bytes) override;
  boost::asio::awaitable<boost::system::error_code> proceed() override { return reader_.proceed(); }
  std::size_t waiting() const override { return (held_ ? held_->body.size() : 0) + reader_.waiting(); }
  void lend(std::string_view input) override;
  void end() override;
  boost::asio::awaitable<boost::system::error_code> flush() override {
    return state_ == State::open ? reader_.flush() : flush_held();
  }
  boost::asio::awaitable<boost::system::error_code> relay(std::span<const std::string_view> pieces,
                                                          bool is_last) override {
    return state_ == State::open ? reader_.relay(pieces, is_last) : relay_held(pieces, is_last);
  }
  Wire* spliceable(std::uint64_t bytes) override {
    return state_ == State::open ? reader_.spliceable(bytes) : nullptr;
  }
  void spliced(std::uint64_t bytes) override { reader_.spliced(bytes); }
  void set_keep_alive(bool keep_alive) override { reader_.set_keep_alive(keep_alive); }
  bool can_keep_alive() const override { return reader_.can_keep_alive(); }
  void trailers(const filter::FieldLines& fields) override;
  Wire* connection() override { return reader_.connection(); }
  void cut() override { reader_.cut(); }

 private:
  enum class State {
    waiting,   ///< for a head
    holding,   ///< a covered one
    open,      ///< all goes through
    withdrawn  ///< the reader has got an error instead, and nothing of the response
  };

  /// What waits for its record.
  struct Held {
    filter::ResponseHead head;
    GatheredBody body;
    filter::FieldLines trailers;
    bool has_ended = false;
  };

  /// It has left, and nothing was kept of it.
  bool went_without_record() const { return covered_ && !number_ && state_ == State::open; }
  boost::asio::awaitable<bool> pass();
  boost::asio::awaitable<boost::system::error_code> flush_held();
  boost::asio::awaitable<boost::system::error_code> relay_held(std::span<const std::string_view> pieces,
                                                               bool is_last);
  void let_through();
  boost::asio::awaitable<void> withdraw();

  Services& services_;
  ResponseStream& reader_;
  const filter::Passage* passage_ = nullptr;
  State state_ = State::waiting;
  std::unique_ptr<Held> held_;  ///< while a covered one is held
  std::string_view lent_;
  bool covered_ = false;
  std::optional<std::uint64_t> number_;  ///< of what was kept
  std::optional<std::uint64_t> late_;    ///< the ticket of a wait in vain
};

}  // namespace caveat::proxy
