#include "audit/formats/har_contents.h"

#include <filesystem>
#include <utility>

#include "audit/formats/archive_file.h"

namespace caveat::audit {
namespace {

namespace fs = std::filesystem;

class FolderContents final : public HarContents {
 public:
  explicit FolderContents(const std::string& path)
      : folder_(fs::path(path).parent_path()), is_there_(path != "-") {}

  boost::system::result<HarContent, HarContentFault> read(const std::string& name,
                                                          std::size_t most_bytes) override {
    const bool is_name =
        !name.empty() && fs::path(name).filename() == name && name.find('\0') == std::string::npos;
    if (!is_name || !is_there_) return HarContentFault{"its content is in a file that is not beside the HAR"};
    const fs::path path = folder_ / name;
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(path, error)))
      return HarContentFault{"the file with its content is not beside the HAR"};
    auto file = ArchiveFile::open(path.string());
    if (!file) return HarContentFault{"the file with its content cannot be read: " + file.error()};
    HarContent content;
    content.bytes = (*file)->take(most_bytes);
    if (!(*file)->failure().empty())
      return HarContentFault{"the file with its content cannot be read: " + (*file)->failure()};
    content.is_cut = !(*file)->peek().empty();
    return content;
  }

 private:
  fs::path folder_;
  bool is_there_;
};

}  // namespace

std::unique_ptr<HarContents> contents_beside(const std::string& path) {
  return std::make_unique<FolderContents>(path);
}

}  // namespace caveat::audit
