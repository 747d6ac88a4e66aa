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
  if (borrowed_ >= most_) return {};
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

BorrowedPipe::BorrowedPipe(PipePool& pool) : pool_(pool), pipe_(pool.take()) {
  if (pipe_.is_valid()) ++pool_.borrowed_;
}

BorrowedPipe::~BorrowedPipe() {
  if (!pipe_.is_valid()) return;
  --pool_.borrowed_;
  const bool has_room = pool_.borrowed_ + pool_.idle_.size() < pool_.most_ && pool_.idle_.size() < kMostIdle;
  if (is_empty_ && has_room) pool_.idle_.push_back(std::move(pipe_));
}

}  // namespace caveat::proxy
