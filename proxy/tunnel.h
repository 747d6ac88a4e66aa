// Bytes both ways between a reader and an upstream that have switched to another protocol.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>
#include <chrono>

#include "proxy/wire.h"

namespace caveat::proxy {

/// One thread. What it is made of outlives it.
class Tunnel
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  /// `idle_time`: how long nothing may come from either side.
  Tunnel(boost::asio::io_context& io, Wire& reader, Wire& upstream, std::chrono::milliseconds idle_time);

  /// Until either side fails or is idle, or has closed and the other has had its last say. Once.
  boost::asio::awaitable<void> run();
  /// Whether it ended because nothing came from either side.
  bool has_stalled() const { return stalled_; }
  /// Makes `run` return soon.
  void end();

 private:
  boost::asio::awaitable<void> pump(Wire& from, Wire& to);
  boost::asio::awaitable<void> pump_back();

  boost::asio::io_context& io_;
  Wire& reader_;
  Wire& upstream_;
  std::chrono::milliseconds idle_time_;
  boost::asio::steady_timer back_ended_;
  bool going_back_ = false;
  bool ended_ = false;
  bool closing_ = false;  ///< one side has had its say
  bool stalled_ = false;
};

using Tunnels = boost::intrusive::list<Tunnel, boost::intrusive::constant_time_size<false>>;

}  // namespace caveat::proxy
