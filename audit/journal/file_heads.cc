#include "audit/journal/file_heads.h"

#include <filesystem>

#include "audit/journal/entry_reader.h"
#include "audit/journal/line_reader.h"

namespace caveat::audit {
namespace {

HeadedFile read_head_of(const std::string& path) {
  HeadedFile file;
  file.path = path;
  file.name = std::filesystem::path(path).filename().string();
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  file.size = error ? 0 : size;
  auto lines = LineReader::open(path);
  if (!lines) {
    file.fault = "it cannot be read";
    return file;
  }
  const auto first = lines->next();
  if (!first || !first->whole) {
    file.fault = first ? "its first line is torn" : "it is empty";
    return file;
  }
  const auto entry = read_entry(first->text);
  if (!entry) {
    file.fault = "its first line is bad: " + entry.error();
  } else if (const auto* head = std::get_if<FileHead>(&entry->what)) {
    file.head = *head;
  } else {
    file.fault = "its first line is no head, but a " + describe(*entry);
  }
  return file;
}

}  // namespace

std::vector<HeadedFile> read_heads(const std::vector<std::string>& paths) {
  std::vector<HeadedFile> files;
  for (const std::string& path : paths) files.push_back(read_head_of(path));
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto& head = files[i].head;
    if (!head || !head->previous) continue;
    for (std::size_t before = i; before > 0; --before) {
      HeadedFile& file = files[before - 1];
      if (file.name != head->previous->file) continue;
      file.counted = head->previous->bytes;
      file.ended = head->previous->why;
      file.unsynced = head->previous->unsynced;
      break;
    }
  }
  return files;
}

}  // namespace caveat::audit
