#include "audit/formats/zip_file.h"

#include <zip.h>

#include <algorithm>
#include <utility>

namespace caveat::audit {
namespace {

std::string words_of(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string words = zip_error_strerror(&error);
  zip_error_fini(&error);
  return words;
}

}  // namespace

void ZipFile::Discard::operator()(zip* file) const {
  zip_discard(file);
}

void ZipFile::Member::Close::operator()(zip_file* file) const {
  zip_fclose(file);
}

bool ZipFile::begins_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

boost::system::result<std::unique_ptr<ZipFile>, std::string> ZipFile::open(const std::string& path) {
  int code = 0;
  auto file = std::make_unique<ZipFile>();
  file->zip_.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (!file->zip_) return "the zip cannot be read: " + words_of(code);
  if (file->members() > kMostMembers)
    return "the zip holds more than " + std::to_string(kMostMembers) + " files";
  return file;
}

std::uint64_t ZipFile::members() const {
  return static_cast<std::uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(zip_.get(), 0)));
}

std::string ZipFile::name(std::uint64_t member) const {
  const char* name = zip_get_name(zip_.get(), member, ZIP_FL_ENC_RAW);
  return name == nullptr ? std::string() : std::string(name);
}

std::optional<std::uint64_t> ZipFile::find(const std::string& name) const {
  const zip_int64_t member = zip_name_locate(zip_.get(), name.c_str(), ZIP_FL_ENC_RAW);
  if (member < 0) return std::nullopt;
  return static_cast<std::uint64_t>(member);
}

ZipFile::Member ZipFile::open_member(std::uint64_t member) const {
  Member opened;
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(zip_.get(), member, 0, &stat) == 0) {
    opened.packed_size_ = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
    opened.size_ = (stat.valid & ZIP_STAT_SIZE) != 0 ? stat.size : 0;
  }
  opened.file_.reset(zip_fopen_index(zip_.get(), member, 0));
  if (!opened.file_) opened.damage_ = zip_strerror(zip_.get());
  return opened;
}

std::size_t ZipFile::Member::read(std::span<char> space) {
  if (!damage_.empty()) return 0;
  const zip_int64_t got = zip_fread(file_.get(), space.data(), space.size());
  if (got < 0) {
    damage_ = zip_file_strerror(file_.get());
    return 0;
  }
  given_ += static_cast<std::uint64_t>(got);
  if (given_ > kFreeBytes && given_ / kMostRatio > packed_size_) {
    damage_ = "it unpacks to more than " + std::to_string(kMostRatio) + " times its size";
    return 0;
  }
  return static_cast<std::size_t>(got);
}

std::uint64_t ZipFile::Member::packed_bytes() const {
  if (size_ == 0 || given_ >= size_) return packed_size_;
  return static_cast<std::uint64_t>(static_cast<double>(given_) / static_cast<double>(size_) *
                                    static_cast<double>(packed_size_));
}

}  // namespace caveat::audit
