// A folder of saved pages, as a mirroring tool leaves it; or one page.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "audit/archive.h"
#include "audit/formats/archive_file.h"

namespace caveat::audit {

/// Gives every page below a folder, folder by folder, in order of name, as a bare resource: without status,
/// fields but a Content-Type, and time, since a mirror keeps none of them. What wget kept as `NAME.orig`
/// (--backup-converted) is read instead of NAME. Links to folders are not followed.
class FolderArchive final : public Archive {
 public:
  /// `path`: a folder, or one file.
  explicit FolderArchive(std::string path);

  boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> next() override;
  std::string_view read_body() override;
  ArchivedBody body_state() const override { return state_; }
  const std::string& body_flaw() const override { return flaw_; }
  std::uint64_t position() const override { return position_ + (file_ ? file_->offset() : 0); }

 private:
  std::optional<std::filesystem::path> next_file();
  std::optional<ArchiveFault> enter(const std::filesystem::path& folder);
  bool open(const std::filesystem::path& file, std::string& failure);
  ArchivePlace place(const std::filesystem::path& file) const;

  std::string name_;
  std::filesystem::path root_;
  std::string site_;
  /// What is still to come, the next one last: of each open folder, its entries.
  std::vector<std::filesystem::path> waiting_;
  std::unique_ptr<ArchiveFile> file_;
  std::uint64_t position_ = 0;
  ArchivedBody state_ = ArchivedBody::whole;
  std::string flaw_;
};

}  // namespace caveat::audit
