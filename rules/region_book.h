// The regions of one pack, by name.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/problems.h"
#include "rules/region.h"
#include "rules/table_reader.h"
#include "rules/toml.h"

namespace caveat::rules {

/// Compiles [regions.*] once, each region after those it is made of; circles are reported.
class RegionBook {
 public:
  /// `regions`: the table [regions], or null. Table and problems outlive the book.
  RegionBook(const TomlTable* regions, Problems& problems);

  /// A region of the pack, a code or a word, as a condition names it; null after a diagnostic.
  std::shared_ptr<const Region> find(const PlacedText& name);

  /// Those that have a name, in order of the file.
  const std::vector<std::shared_ptr<const Region>>& named() const { return named_; }

 private:
  std::shared_ptr<const Region> compile(const TomlEntry& entry);
  void check_size(const TomlEntry& entry, RegionParts& include, RegionParts& exclude);
  RegionParts parts(const std::vector<PlacedText>& items);
  void add_part(const PlacedText& item, RegionParts& parts);
  bool add_word(std::string_view text, RegionParts& parts);
  bool add_code(const PlacedText& item, RegionParts& parts);
  void add_network(const PlacedText& item, RegionParts& parts);
  void add_autonomous_system(const PlacedText& item, RegionParts& parts);
  void add_continent(const PlacedText& item, RegionParts& parts);
  void refuse(const PlacedText& item);
  const TomlEntry* source_of(std::string_view name) const;

  const TomlTable* regions_;
  std::map<std::string_view, const TomlEntry*> sources_;
  Problems& problems_;
  std::map<std::string, std::shared_ptr<const Region>, std::less<>> compiled_;
  std::set<std::string, std::less<>> in_work_;
  std::size_t size_ = 0;  ///< of all regions so far
  std::vector<std::shared_ptr<const Region>> named_;
};

/// Places that every pack can name without defining them, beside codes: "everywhere", "EU".
std::span<const std::string_view> reserved_region_names();

/// Whether `text` looks like a country or subdivision code: "UA", "ua-43".
bool looks_like_region_code(std::string_view text);

}  // namespace caveat::rules
