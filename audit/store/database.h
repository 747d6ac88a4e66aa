// SQLite behind values: with database.cc the sole user of its interface.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace caveat::audit {

/// In SQLite's words, with the file's name, and the folder of SQLite's own files where that may be meant.
struct StoreError {
  std::string reason;
};

/// A prepared statement. `bind` in the order of its parameters; then `step` until there is no row. Texts live
/// until the statement has been run. What fails once is told by the next `step`.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  Statement& bind(std::int64_t value);
  Statement& bind(std::uint64_t value) { return bind(static_cast<std::int64_t>(value)); }
  Statement& bind(std::string_view value);
  Statement& bind(const std::optional<std::int64_t>& value);

  /// Whether there is a row. After the last one the statement can be bound again.
  boost::system::result<bool, StoreError> step();
  /// Runs it to its end.
  boost::system::result<void, StoreError> run();

  // Columns of the row, from 0.
  std::int64_t integer(int column) const;
  std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  std::string text(int column) const;
  bool is_null(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = 0;
};

/// One connection. One thread at a time.
class Database {
 public:
  /// Makes the file if it is not there; "" is a file of SQLite's own that goes away with the connection.
  static boost::system::result<Database, StoreError> open(const std::string& path);

  /// Of a file that is there; changes nothing, in it or beside it.
  static boost::system::result<Database, StoreError> open_to_read(const std::string& path);

  /// Statements without parameters or rows, separated by ";".
  boost::system::result<void, StoreError> execute(const std::string& sql);
  Statement prepare(std::string_view sql) { return {database_.get(), sql}; }
  std::int64_t last_row() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };

  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace caveat::audit
