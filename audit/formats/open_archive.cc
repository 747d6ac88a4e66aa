#include "audit/formats/open_archive.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "audit/formats/arc_archive.h"
#include "audit/formats/archive_list.h"
#include "audit/formats/folder_archive.h"
#include "audit/formats/har_archive.h"
#include "audit/formats/har_zip.h"
#include "audit/formats/warc_archive.h"
#include "audit/formats/zip_file.h"
#include "filter/html_sniffer.h"
#include "rules/byte_order_mark.h"

namespace caveat::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kArchiveBeginning = 64 * 1024;
constexpr std::size_t kMostListBytes = 64 * 1024 * 1024;

using Opened = boost::system::result<std::unique_ptr<Archive>, ArchiveFault>;

ArchiveFault cannot_open(const std::string& path, const std::string& reason) {
  return {{path, 0, {}}, reason, true};
}

bool begins_arc(std::string_view text) {
  return text.starts_with("filedesc:") || begins_arc_record(text);
}

bool begins_json(std::string_view text) {
  if (text.starts_with(rules::kByteOrderMark)) text.remove_prefix(rules::kByteOrderMark.size());
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && (text[at] == '{' || text[at] == '[');
}

template <class Format>
std::unique_ptr<Archive> make(std::string name, std::unique_ptr<ArchiveWindow> window) {
  return std::make_unique<Format>(std::move(name), std::move(window));
}

struct Format {
  bool (*begins)(std::string_view text);
  std::unique_ptr<Archive> (*make)(std::string name, std::unique_ptr<ArchiveWindow> window);
};

/// In the order in which they are asked.
constexpr std::array<Format, 3> kFormats = {{{begins_json, make<HarArchive>},
                                             {begins_arc, make<ArcArchive>},
                                             {begins_warc_record, make<WarcArchive>}}};

bool is_page(std::string_view text) {
  const filter::Sniffed sniffed = filter::sniff_html(text, true);
  return sniffed == filter::Sniffed::html || sniffed == filter::Sniffed::xhtml;
}

Opened open_listed(const std::string& path);

Opened open_list(const std::string& path, const std::string& folder) {
  auto file = ArchiveFile::open(path);
  if (!file) return cannot_open(path, "the list cannot be read: " + file.error());
  std::string text;
  for (std::string_view piece = (*file)->peek(); !piece.empty(); piece = (*file)->peek()) {
    if (text.size() > kMostListBytes) return cannot_open(path, "the list is longer than 64 MiB");
    text += piece;
    (*file)->skip(piece.size());
  }
  return std::unique_ptr<Archive>(std::make_unique<ArchiveList>(listed_paths(text, folder), open_listed));
}

/// Whether the first line of `text` is the path of something.
bool is_list(std::string_view text, const std::string& folder) {
  const auto paths = listed_paths(text.substr(0, text.find('\n')), folder);
  std::error_code error;
  return paths.size() == 1 && fs::exists(paths.front(), error);
}

Opened open_unpacked(const std::string& path, std::unique_ptr<ArchiveWindow> window, bool is_listed) {
  const std::string_view text = window->peek(kArchiveBeginning).substr(0, kArchiveBeginning);
  for (const Format& format : kFormats) {
    if (format.begins(text)) return format.make(path, std::move(window));
  }
  if (is_page(text)) return std::unique_ptr<Archive>(std::make_unique<FolderArchive>(path));
  if (!window->has_members()) {
    const std::string folder = fs::path(path).parent_path().string();
    if (is_list(text, folder))
      return is_listed ? cannot_open(path, "a list in a list: name its archives there")
                       : open_list(path, folder);
  }
  if (text.find("\nWARC/") != std::string_view::npos) return make<WarcArchive>(path, std::move(window));
  if (!window->damage().empty()) return cannot_open(path, window->damage());
  return cannot_open(path,
                     text.empty() ? "the file is empty" : "no WARC, ARC, HAR or page, and no list of them");
}

Opened open_one(const std::string& path, bool is_listed) {
  std::error_code error;
  if (fs::is_directory(path, error)) return std::unique_ptr<Archive>(std::make_unique<FolderArchive>(path));
  auto file = ArchiveFile::open(path);
  if (!file) return cannot_open(path, file.error());
  if (ZipFile::begins_zip((*file)->peek())) return open_har_zip(path);
  return open_unpacked(path, std::make_unique<ArchiveWindow>(make_unpacker(*std::move(file))), is_listed);
}

/// A list may name itself: so lists name archives alone.
Opened open_listed(const std::string& path) {
  return open_one(path, true);
}

}  // namespace

Opened open_archive(const std::string& path) {
  if (!path.starts_with('@')) return open_one(path, false);
  const std::string list = path.substr(1);
  return open_list(list, fs::path(list).parent_path().string());
}

}  // namespace caveat::audit
