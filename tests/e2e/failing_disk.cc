// To be preloaded: a disk that fails under the evidence of a program, as the file FAILING_DISK says: "write",
// "fsync", "fsync once", or "hang": then an fsync takes until the order is another one.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

// Allocators write before the program begins: nothing here may allocate.
namespace {

struct Order {
  char text[32] = {};
  bool is(const char* what) const { return std::strncmp(text, what, std::strlen(what)) == 0; }
};

Order order() {
  Order order;
  const char* const path = std::getenv("FAILING_DISK");
  const int file = path != nullptr ? ::open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return order;
  static_cast<void>(!::read(file, order.text, sizeof order.text - 1));
  ::close(file);
  return order;
}

bool is_evidence(int descriptor) {
  char link[64] = "/proc/self/fd/";
  char* digit = link + std::strlen(link);
  char digits[16] = {};
  int count = 0;
  for (int rest = descriptor; rest > 0 || count == 0; rest /= 10)
    digits[count++] = static_cast<char>('0' + rest % 10);
  while (count > 0) *digit++ = digits[--count];
  char path[512] = {};
  return ::readlink(link, path, sizeof path - 1) > 0 && std::strstr(path, "/evidence-") != nullptr;
}

/// Which file it is. A number alone is not enough: that of a file which was removed is the next one's.
struct FileIdentity {
  unsigned long long number = 0;
  struct statx_timestamp born {};
  bool operator==(const FileIdentity& other) const {
    return number == other.number && born.tv_sec == other.born.tv_sec && born.tv_nsec == other.born.tv_nsec;
  }
};

bool identify(int descriptor, FileIdentity& file) {
  struct statx status {};
  if (::statx(descriptor, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &status) != 0) return false;
  file = {status.stx_ino, status.stx_btime};
  return true;
}

int failing(int error) {
  errno = error;
  return -1;
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  if (is_evidence(descriptor) && order().is("write")) return failing(ENOSPC);
  return ::syscall(SYS_write, descriptor, bytes, size);
}

int fdatasync(int descriptor) {
  static FileIdentity failed;
  FileIdentity file;
  if (is_evidence(descriptor) && identify(descriptor, file)) {
    if (file == failed) ::_exit(99);  // it was tried again on the same file
    while (order().is("hang")) ::usleep(10'000);
    const Order now = order();
    if (now.is("fsync once") && failed.number != 0)
      return static_cast<int>(::syscall(SYS_fdatasync, descriptor));
    if (now.is("fsync")) {
      failed = file;
      return failing(EIO);
    }
  }
  return static_cast<int>(::syscall(SYS_fdatasync, descriptor));
}
}
