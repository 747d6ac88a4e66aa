// What every archive format yields.
#pragma once

#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/archived_exchange.h"

namespace caveat::audit {

/// A record that could not be read, or an archive whose rest cannot be.
struct ArchiveFault {
  ArchivePlace place;
  std::string reason;    ///< in words, harmless on a terminal
  bool is_last = false;  ///< nothing behind it can be read
};

/// Reads one archive from its beginning to its end, in memory that does not depend on its size. One thread.
class Archive {
 public:
  virtual ~Archive() = default;

  /// The next exchange; nullopt behind the last. A fault is of one record: the run goes on behind it, unless
  /// it is the last. What is left of the body before is passed over. Records that hold no response (warcinfo,
  /// requests on their own, DNS) are passed over, too.
  virtual boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> next() = 0;

  /// The next piece of the body of the exchange that `next` gave, without transfer coding; empty at its end.
  /// Lives until the next call. What turns out only while it is read (a body that ends early, a wrong digest)
  /// is in `body_state` and `body_flaw` once the end was reached.
  virtual std::string_view read_body() = 0;
  virtual ArchivedBody body_state() const = 0;
  virtual const std::string& body_flaw() const = 0;

  /// Once the body was read, or is not wanted: what stands behind the response and is about it (its request,
  /// a capture note) goes into `exchange`, as `next` gave it.
  virtual void complete(ArchivedExchange&) {}
  /// By what revisits, in whatever archive, may name the body of the exchange that `next` gave; of a revisit
  /// none.
  virtual std::vector<std::string> payload_keys() const { return {}; }
  /// After `complete`: where in the file the next record begins, if it can be read from there on as well as
  /// from the beginning.
  virtual std::optional<std::uint64_t> next_record_place() const { return std::nullopt; }

  /// How many bytes of the file were read, for a progress bar.
  virtual std::uint64_t position() const = 0;
};

}  // namespace caveat::audit
