#include "rules/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace caveat::rules {

namespace {

constexpr int kReadTries = 3;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

FileProblem unreadable(int error) {
  return {Code::unreadable_file, "the file cannot be read: " + std::generic_category().message(error)};
}

FileProblem not_a_file(mode_t mode) {
  const char* what = S_ISFIFO(mode) ? "a pipe" : S_ISSOCK(mode) ? "a socket" : "a device";
  return {Code::not_a_file, std::string("this is ") + what + ", not a file"};
}

bool same_state(const struct stat& a, const struct stat& b) {
  return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

std::string size_in_words(std::size_t bytes) {
  constexpr std::size_t kKiB = 1024;
  return bytes % (kKiB * kKiB) == 0 ? std::to_string(bytes / kKiB / kKiB) + " MiB"
                                    : std::to_string(bytes / kKiB) + " KiB";
}

/// Appends to `bytes` until the end of the file or until there are more than `most`. An errno, or 0.
int read_to_end(int descriptor, std::size_t most, std::string& bytes) {
  std::array<char, 64 * 1024> buffer{};
  while (bytes.size() <= most) {
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count == 0) return 0;
    if (count < 0 && errno != EINTR) return errno;
    if (count > 0) bytes.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return 0;
}

enum class Attempt { done, changed, failed };

Attempt attempt(const std::filesystem::path& path, std::size_t most, FileBytes& file, FileProblem& problem) {
  struct stat before {};
  struct stat after {};
  const auto fail = [&problem](FileProblem found) {
    problem = std::move(found);
    return Attempt::failed;
  };
  // Asked before it is opened: opening a device can do something.
  if (::stat(path.c_str(), &before) != 0) return fail(unreadable(errno));
  if (!S_ISREG(before.st_mode)) return fail(not_a_file(before.st_mode));
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (descriptor.number() < 0 || ::fstat(descriptor.number(), &before) != 0) return fail(unreadable(errno));
  if (!S_ISREG(before.st_mode)) return fail(not_a_file(before.st_mode));
  file.bytes.clear();
  if (const int error = read_to_end(descriptor.number(), most, file.bytes)) return fail(unreadable(error));
  if (file.bytes.size() > most)
    return fail({Code::too_large, "the file has more than " + size_in_words(most)});
  if (::fstat(descriptor.number(), &after) != 0) return fail(unreadable(errno));
  file.changed = std::chrono::sys_seconds(std::chrono::seconds(after.st_mtim.tv_sec));
  const bool whole = std::cmp_equal(file.bytes.size(), after.st_size);
  return whole && same_state(before, after) ? Attempt::done : Attempt::changed;
}

}  // namespace

boost::system::result<FileBytes, FileProblem> read_regular_file(const std::filesystem::path& path,
                                                                std::size_t most) {
  FileBytes file;
  FileProblem problem{Code::unsettled_file, "the file changed while it was read: somebody is writing it"};
  for (int i = 0; i < kReadTries; ++i) {
    const Attempt outcome = attempt(path, most, file, problem);
    if (outcome == Attempt::done) return file;
    if (outcome == Attempt::failed) break;
  }
  return problem;
}

bool is_regular_file(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error);
}

}  // namespace caveat::rules
