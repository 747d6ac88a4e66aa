// A MaxMind DB that was checked from end to end. database.cc is the sole include of libmaxminddb.
#pragma once

#include <boost/system/result.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geoip/address.h"
#include "geoip/field_path.h"

namespace caveat::geoip {

class PrivateCopy;

/// One field of a record, of the kinds that schemas read. Views live as long as the Database.
struct Field {
  enum class Kind { absent, text, number, truth, map, array, other };
  Kind kind = Kind::absent;
  std::string_view text;
  std::uint64_t number = 0;
  bool truth = false;
};

/// What was read of a record, in order: "country.iso_code" -> "UA".
using FieldTrace = std::vector<std::pair<std::string, std::string>>;

/// One record of a Database; valid as long as it.
class Record {
 public:
  /// The field at `path`; `absent` where the record has no such field.
  Field at(const FieldPath& path) const;

 private:
  friend class Database;
  Record(const void* library_state, std::uint32_t offset, FieldTrace* trace)
      : library_state_(library_state), offset_(offset), trace_(trace) {}

  const void* library_state_;
  std::uint32_t offset_;
  FieldTrace* trace_;
};

/// Immutable; safe to read from any thread.
class Database {
 public:
  /// Checks the bytes (mmdb_file.h), then opens them. The error is a sentence without the name of the file.
  static boost::system::result<Database, std::string> open(const PrivateCopy& bytes);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  struct Answer {
    Record record;
    Network network;
  };
  /// The record of the longest network that holds `address`. With `trace`, what is read of it is noted there.
  std::optional<Answer> find(const Address& address, FieldTrace* trace = nullptr) const;

  /// The same, as the record's offset alone: what a RecordTable is asked for.
  std::optional<std::uint32_t> find_offset(const Address& address) const;
  /// Of all distinct records, ascending.
  std::span<const std::uint32_t> offsets() const;
  /// The record at one of `offsets`.
  Record record(std::uint32_t offset) const;

  /// Every n-th of the distinct records, so that there are at most `limit`. Valid once, for schema detection.
  std::vector<Record> sample(std::size_t limit) const;

  std::string_view type() const;
  std::chrono::sys_seconds built() const;
  bool holds_ipv6() const;

 private:
  struct State;
  explicit Database(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace caveat::geoip
