// files that say they are of a journal: verified, walked and gone on with, and a line never says two things.
#include <stdlib.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "audit/journal/entry_reader.h"
#include "audit/journal/journal_end.h"
#include "audit/journal/journal_line.h"
#include "audit/journal/journal_walk.h"
#include "audit/journal/verification.h"

namespace {

using namespace caveat::audit;

/// One for the whole run.
std::string folder() {
  static const std::string kFolder = [] {
    std::string name = (std::filesystem::temp_directory_path() / "caveat-fuzz-XXXXXX").string();
    return std::string(::mkdtemp(name.data()));
  }();
  return kFolder;
}

void look_at(const std::string& text) {
  const std::string path = folder() + "/evidence-00000001.jsonl";
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  const JournalVerdict verdict =
      verify_journal({.folder = folder(), .files = {path}, .may_begin_late = true}, {});
  std::uint64_t walked = 0;
  walk_journal({path}, [&](const WalkedLine& line) {
    if (!read_frame(line.text)) std::abort();
    return ++walked < 1'000'000;
  });
  if (!verdict.fault && verdict.size - verdict.first > walked) std::abort();
  const JournalEnd end = find_journal_end(folder());
  if (end.previous && end.previous->bytes + end.previous->behind != text.size()) std::abort();
  // What has no fault is gone on with from its very end.
  if (!verdict.fault && end.previous && end.tree.size() != verdict.size) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  look_at(text);
  // The same with checks that hold, so that what is behind them is seen.
  std::string framed;
  std::uint64_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    framed += journal_line(number++, text.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  look_at(framed);
  return 0;
}
