#include "geoip/private_copy.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

namespace caveat::geoip {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

using Outcome = boost::system::result<PrivateCopy, std::string>;

std::string reason(std::string_view what) {
  return std::string(what) + ": " + std::generic_category().message(errno);
}

/// Closes the source when reading ends, however it ends.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (is_open()) ::close(descriptor_);
  }
  bool is_open() const { return descriptor_ >= 0; }
  bool is_regular() const {
    struct stat status {};
    return ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  }
  ssize_t read(std::vector<char>& chunk) const {
    ssize_t got = 0;
    do {
      got = ::read(descriptor_, chunk.data(), chunk.size());
    } while (got < 0 && errno == EINTR);
    return got;
  }

 private:
  int descriptor_;
};

}  // namespace

PrivateCopy::PrivateCopy(PrivateCopy&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), view_(std::exchange(other.view_, {})) {}

PrivateCopy& PrivateCopy::operator=(PrivateCopy&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(view_, other.view_);
  return *this;
}

PrivateCopy::~PrivateCopy() {
  // munmap takes a non-const pointer although it writes nothing.
  if (!view_.empty()) ::munmap(const_cast<std::uint8_t*>(view_.data()), view_.size());
  if (descriptor_ >= 0) ::close(descriptor_);
}

Outcome PrivateCopy::of_file(const std::string& path) {
  const OpenFile file(path);
  if (!file.is_open()) return reason("cannot be opened");
  if (!file.is_regular()) return std::string("is not a regular file");
  auto copy = create();
  if (!copy) return copy;
  std::vector<char> chunk(kChunk);
  for (;;) {
    const ssize_t got = file.read(chunk);
    if (got < 0) return reason("cannot be read");
    if (got == 0) break;
    if (!copy->append({chunk.data(), static_cast<std::size_t>(got)}))
      return reason("cannot be copied to memory");
  }
  if (auto sealed = copy->seal(); !sealed) return sealed.error();
  return copy;
}

Outcome PrivateCopy::of_bytes(std::string_view bytes) {
  auto copy = create();
  if (!copy) return copy;
  if (!copy->append(bytes)) return reason("cannot be copied to memory");
  if (auto sealed = copy->seal(); !sealed) return sealed.error();
  return copy;
}

std::string PrivateCopy::path() const {
  return "/proc/self/fd/" + std::to_string(descriptor_);
}

Outcome PrivateCopy::create() {
  const int descriptor = ::memfd_create("caveat-region-data", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (descriptor < 0) return reason("no memory file for it");
  return PrivateCopy(descriptor);
}

bool PrivateCopy::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

boost::system::result<void, std::string> PrivateCopy::seal() {
  constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
  struct stat status {};
  if (::fcntl(descriptor_, F_ADD_SEALS, kSeals) != 0 || ::fstat(descriptor_, &status) != 0) {
    return reason("cannot be sealed in memory");
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return std::string("is empty");
  void* const start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor_, 0);
  if (start == MAP_FAILED) return reason("cannot be mapped");
  view_ = {static_cast<const std::uint8_t*>(start), size};
  return {};
}

}  // namespace caveat::geoip
