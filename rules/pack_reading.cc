#include "rules/pack_reading.h"

#include <algorithm>
#include <map>
#include <utility>

#include "rules/problems.h"
#include "rules/widget_catalogue.h"

namespace caveat::rules {

namespace {

/// Where a pack says its id, for a diagnostic about another file's.
SourcePlace id_place(const WrittenPack& written) {
  const TomlValue* pack = find(written.document, "pack");
  const TomlValue* id = pack && pack->table() ? find(*pack->table(), "id") : nullptr;
  return id ? id->place : SourcePlace{written.file->path, 1, 1, 1};
}

}  // namespace

std::vector<SourceFile> in_order(std::span<const SourceFile> files) {
  std::vector<SourceFile> sorted(files.begin(), files.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return sorted;
}

std::vector<WrittenPack> read_packs(std::span<const SourceFile> files, const PackTerms& terms,
                                    std::vector<Diagnostic>& diagnostics) {
  std::vector<WrittenPack> packs;
  std::map<std::string, std::string> files_by_id;
  for (const SourceFile& file : files) {
    auto document = parse_toml(file.path, file.text, diagnostics);
    if (!document) continue;
    WrittenPack written{&file, std::move(*document), {}};
    written.pack = parse_pack(file, written.document, WidgetCatalogue::built_in(), terms, diagnostics);
    const std::string& id = written.pack.head->id;
    const auto [known, is_new] = files_by_id.emplace(id, file.path);
    if (!is_new && !id.empty()) {
      Problems(file, diagnostics)
          .add(Code::duplicate_id, id_place(written), "the pack in " + known->second + " has the same id");
    }
    packs.push_back(std::move(written));
  }
  return packs;
}

}  // namespace caveat::rules
