// Where in which archive the bodies stand that revisits wait for: in the store's own temporary file.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "audit/store/database.h"

namespace caveat::audit {

struct PayloadPlace {
  std::uint64_t archive = 0;  ///< its index, as whoever puts it counts
  std::uint64_t offset = 0;
};

/// Memory is that of a filter of fixed size and of SQLite's cache, however many keys there are. One thread;
/// the store that gave it must outlive it.
class PayloadPlaces {
 public:
  /// Of the keys (revisit_keys.h) that revisits wait for, as `RunStore` has them.
  static boost::system::result<PayloadPlaces, StoreError> of_awaited(Database& database);

  /// Whether some key has no place yet.
  bool any_left() const { return left_ > 0; }
  /// Notes that what goes by `key` stands there, if it is waited for. The first place counts.
  boost::system::result<void, StoreError> put(std::uint64_t key, const PayloadPlace& place);
  boost::system::result<std::optional<PayloadPlace>, StoreError> find(std::uint64_t key);

 private:
  explicit PayloadPlaces(Database& database);

  boost::system::result<void, StoreError> fill(Database& database);
  void expect(std::uint64_t key);
  bool may_be_awaited(std::uint64_t key) const;

  std::vector<bool> seen_;  ///< a Bloom filter: most keys of an archive are nobody's
  std::uint64_t left_ = 0;
  Statement put_;
  Statement find_;
};

}  // namespace caveat::audit
