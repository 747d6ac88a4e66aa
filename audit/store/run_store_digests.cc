// SHA-256 of files, so that an archive that has not changed is not read whole for every report.
#include "audit/store/run_store.h"

namespace caveat::audit {
namespace {

template <class Value>
using Result = boost::system::result<Value, StoreError>;

}  // namespace

Result<std::optional<std::string>> RunStore::digest_of(const FileState& file) {
  Statement known = database_.prepare(
      "SELECT sha256 FROM file_digest WHERE path = ? AND size = ? AND modified = ? AND changed = ? "
      "AND device = ? AND inode = ?");
  known.bind(file.path).bind(file.size).bind(file.modified).bind(file.changed).bind(file.device);
  const auto row = known.bind(file.inode).step();
  if (!row) return row.error();
  if (!*row) return std::optional<std::string>();
  return std::optional(known.text(0));
}

Result<void> RunStore::keep_digest(const FileState& file, const std::string& digest) {
  Statement keep = database_.prepare("INSERT OR REPLACE INTO file_digest VALUES (?, ?, ?, ?, ?, ?, ?)");
  keep.bind(file.path).bind(file.size).bind(file.modified).bind(file.changed).bind(file.device);
  return keep.bind(file.inode).bind(digest).run();
}

}  // namespace caveat::audit
