// The notices of one pack, by name.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/notice.h"
#include "rules/pack_head.h"
#include "rules/problems.h"
#include "rules/table_reader.h"
#include "rules/toml.h"

namespace caveat::rules {

/// Reads [notices.*] and remembers which are used. Table, head and problems outlive the book.
class NoticeBook {
 public:
  /// `notices`: the table [notices], or null.
  NoticeBook(const TomlTable* notices, const PackHead& head, Problems& problems);

  /// The notice of that name, from now on used; null after a diagnostic (or if the notice itself is broken).
  std::shared_ptr<const Notice> find(const PlacedText& name);
  /// A warning for each notice that nobody asked for, unless an error is why.
  void report_unused();

 private:
  struct Entry {
    const TomlEntry* source;
    std::shared_ptr<const Notice> notice;
    bool used = false;
  };

  std::shared_ptr<const Notice> read(const TomlEntry& entry);
  void read_text(const TomlEntry& entry, Notice& notice);
  void check_variables(const NoticeText& text, const TomlValue& written);

  const PackHead& head_;
  Problems& problems_;
  std::vector<Entry> entries_;
};

}  // namespace caveat::rules
