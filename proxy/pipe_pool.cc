#include "proxy/pipe_pool.h"

#include <fcntl.h>
#include <unistd.h>

namespace caveat::proxy {
namespace {

/// What the kernel lets anybody have without asking; more is moved by one call than by four of the usual
/// size.
constexpr int kPipeBytes = 256 * 1024;
constexpr std::size_t kMostIdle = 64;

}  // namespace

Pipe::~Pipe() {
  if (read_end_ < 0) return;
  ::close(read_end_);
  ::close(write_end_);
}

Pipe PipePool::take() {
  if (!idle_.empty()) {
    Pipe pipe = std::move(idle_.back());
    idle_.pop_back();
    return pipe;
  }
  int ends[2];
  if (::pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0) return {};
  ::fcntl(ends[1], F_SETPIPE_SZ, kPipeBytes);
  return {ends[0], ends[1]};
}

void PipePool::keep(Pipe pipe) {
  if (idle_.size() < kMostIdle) idle_.push_back(std::move(pipe));
}

}  // namespace caveat::proxy
