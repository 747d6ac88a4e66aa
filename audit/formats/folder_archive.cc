#include "audit/formats/folder_archive.h"

#include <algorithm>
#include <utility>

#include "audit/formats/mirrored_url.h"
#include "filter/html_sniffer.h"
#include "rules/regular_file.h"

namespace caveat::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOriginal = ".orig";
constexpr std::string_view kAdjustedEnding = ".html";

/// What wget kept of `file` before it converted links (--backup-converted); itself if it kept nothing. Where
/// --adjust-extension had put `.html` behind the name, that gives way.
fs::path original_of(const fs::path& file) {
  const std::string name = file.string();
  fs::path behind = name + std::string(kOriginal);
  if (rules::is_regular_file(behind)) return behind;
  const fs::path instead = name.ends_with(kAdjustedEnding)
                               ? name.substr(0, name.size() - kAdjustedEnding.size()) + std::string(kOriginal)
                               : name;
  return rules::is_regular_file(instead) ? instead : file;
}

/// Whether it is the original of another file, with which it is read.
bool is_original(const fs::path& file) {
  const std::string name = file.string();
  if (!name.ends_with(kOriginal)) return false;
  const std::string page = name.substr(0, name.size() - kOriginal.size());
  return rules::is_regular_file(page) || rules::is_regular_file(page + std::string(kAdjustedEnding));
}

/// Of a page: what its name says it is.
std::string media_type_of(const fs::path& file) {
  const std::string extension = file.extension().string();
  return extension == ".xhtml" || extension == ".xht" ? "application/xhtml+xml" : "text/html";
}

bool looks_like_page(const fs::path& file) {
  auto opened = ArchiveFile::open(file.string());
  if (!opened) return false;
  const filter::Sniffed sniffed = filter::sniff_html((*opened)->peek(), true);
  return sniffed == filter::Sniffed::html || sniffed == filter::Sniffed::xhtml;
}

}  // namespace

FolderArchive::FolderArchive(std::string path) : name_(std::move(path)), root_(name_) {
  std::error_code error;
  const fs::path absolute = fs::weakly_canonical(root_, error);
  const bool is_folder = fs::is_directory(root_, error);
  if (!is_folder) root_ = root_.parent_path();
  site_ = (is_folder ? absolute : absolute.parent_path()).filename().string();
  waiting_.push_back(is_folder ? root_ : fs::path(name_));
}

boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> FolderArchive::next() {
  if (file_) position_ += file_->offset();
  file_.reset();
  state_ = ArchivedBody::whole;
  flaw_.clear();
  while (!waiting_.empty()) {
    const fs::path path = std::move(waiting_.back());
    waiting_.pop_back();
    std::error_code error;
    if (fs::is_directory(path, error)) {
      if (auto fault = enter(path)) return *std::move(fault);
      continue;
    }
    if (is_original(path)) continue;
    const MirroredName kind = kind_of_name(path);
    if (kind == MirroredName::archive) {
      return ArchiveFault{place(path),
                          "it is an archive, and of a folder only pages are read: name the archive itself",
                          false};
    }
    if (kind == MirroredName::other || (kind == MirroredName::unclear && !looks_like_page(path))) continue;
    if (std::string failure; !open(path, failure)) {
      return ArchiveFault{place(path), "the file cannot be read: " + failure, false};
    }
    ArchivedExchange exchange;
    exchange.place = place(path);
    exchange.url = mirrored_url(path.lexically_relative(root_.empty() ? "." : root_), site_);
    exchange.head.status = 0;
    exchange.head.fields.append("Content-Type", media_type_of(path));
    return std::optional(std::move(exchange));
  }
  return std::optional<ArchivedExchange>();
}

std::optional<ArchiveFault> FolderArchive::enter(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> entries;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    const bool is_link_to_folder = entry->is_symlink(ignored) && entry->is_directory(ignored);
    const bool is_read = entry->is_directory(ignored) || entry->is_regular_file(ignored);
    if (is_read && !is_link_to_folder) entries.push_back(entry->path());
  }
  if (error) return ArchiveFault{place(folder), "the folder cannot be read: " + error.message(), false};
  std::ranges::sort(entries, std::greater<>());
  std::ranges::move(entries, std::back_inserter(waiting_));
  return std::nullopt;
}

bool FolderArchive::open(const fs::path& file, std::string& failure) {
  auto opened = ArchiveFile::open(original_of(file).string());
  if (!opened) {
    failure = opened.error();
    return false;
  }
  file_ = *std::move(opened);
  return true;
}

std::string_view FolderArchive::read_body() {
  if (!file_) return {};
  const std::string_view piece = file_->peek();
  file_->skip(piece.size());
  if (piece.empty() && !file_->failure().empty()) {
    state_ = ArchivedBody::truncated;
    flaw_ = "the file cannot be read: " + file_->failure();
  }
  return piece;
}

ArchivePlace FolderArchive::place(const fs::path& file) const {
  return {name_, 0, file.lexically_relative(root_.empty() ? "." : root_).generic_string()};
}

}  // namespace caveat::audit
