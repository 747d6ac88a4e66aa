#include "audit/journal/journal_walk.h"

#include "audit/journal/file_heads.h"
#include "audit/journal/line_reader.h"

namespace caveat::audit {

void walk_journal(const std::vector<std::string>& paths, const std::function<bool(const WalkedLine&)>& see) {
  for (const HeadedFile& file : read_heads(paths)) {
    auto lines = LineReader::open(file.path, file.counted);
    if (!lines) continue;
    while (const auto line = lines->next()) {
      if (!line->whole) continue;
      const auto entry = read_entry(line->text);
      if (!entry) continue;
      if (!see({.text = line->text, .entry = *entry, .file = file.path, .line = line->number})) return;
    }
  }
}

}  // namespace caveat::audit
