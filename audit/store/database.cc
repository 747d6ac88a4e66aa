#include "audit/store/database.h"

#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>

namespace caveat::audit {
namespace {

/// Where SQLite puts files of its own: sqlite.org/tempfiles.html, 5.
std::string temporary_folder() {
  const auto is_usable = [](const char* folder) {
    return folder != nullptr && ::access(folder, W_OK | X_OK) == 0;
  };
  for (const char* variable : {"SQLITE_TMPDIR", "TMPDIR"}) {
    if (const char* folder = std::getenv(variable); is_usable(folder)) return folder;
  }
  for (const char* folder : {"/var/tmp", "/usr/tmp", "/tmp"}) {
    if (is_usable(folder)) return folder;
  }
  return ".";
}

/// Of a disk that is full or fails, SQLite does not tell whether it is that of its own files: both are named.
StoreError error_of(sqlite3* database) {
  if (database == nullptr) return {"no memory"};
  const char* file = sqlite3_db_filename(database, "main");
  std::string where = file != nullptr ? file : "";
  const int kind = sqlite3_errcode(database) & 0xff;
  if (kind == SQLITE_FULL || kind == SQLITE_IOERR) {
    where += where.empty() ? "" : ", or ";
    where += "a file of SQLite's own in " + temporary_folder();
  }
  return {where + (where.empty() ? "" : ": ") + sqlite3_errmsg(database)};
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  statement_.reset(statement);
}

Statement& Statement::bind(std::int64_t value) {
  if (statement_) sqlite3_bind_int64(statement_.get(), ++bound_, value);
  return *this;
}

Statement& Statement::bind(std::string_view value) {
  if (!statement_) return *this;
  // A null pointer would be NULL, not empty.
  const char* bytes = value.data() != nullptr ? value.data() : "";
  sqlite3_bind_text64(statement_.get(), ++bound_, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind(const std::optional<std::int64_t>& value) {
  if (value) return bind(*value);
  if (statement_) sqlite3_bind_null(statement_.get(), ++bound_);
  return *this;
}

boost::system::result<bool, StoreError> Statement::step() {
  if (!statement_) return error_of(database_);
  const int result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) return true;
  const bool done = result == SQLITE_DONE;
  StoreError error = done ? StoreError() : error_of(database_);
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  bound_ = 0;
  if (!done) return error;
  return false;
}

boost::system::result<void, StoreError> Statement::run() {
  while (true) {
    const auto row = step();
    if (!row) return row.error();
    if (!*row) return {};
  }
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

boost::system::result<Database, StoreError> Database::open(const std::string& path) {
  sqlite3* connection = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int result = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  Database database;
  database.database_.reset(connection);
  if (result != SQLITE_OK) return error_of(connection);
  return database;
}

boost::system::result<Database, StoreError> Database::open_to_read(const std::string& path) {
  sqlite3* connection = nullptr;
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
  const int result = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  Database database;
  database.database_.reset(connection);
  if (result != SQLITE_OK) return error_of(connection);
  return database;
}

boost::system::result<void, StoreError> Database::execute(const std::string& sql) {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return error_of(database_.get());
  }
  return {};
}

std::int64_t Database::last_row() const {
  return sqlite3_last_insert_rowid(database_.get());
}

}  // namespace caveat::audit
