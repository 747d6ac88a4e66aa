// Pipes of the kernel, kept between relays: what splice(2) needs in the middle.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace caveat::proxy {

/// An empty pipe that does not block; invalid if none could be had.
class Pipe {
 public:
  Pipe() = default;
  Pipe(int read_end, int write_end) : read_end_(read_end), write_end_(write_end) {}
  Pipe(Pipe&& other) noexcept
      : read_end_(std::exchange(other.read_end_, -1)), write_end_(std::exchange(other.write_end_, -1)) {}
  Pipe& operator=(Pipe&& other) noexcept {
    std::swap(read_end_, other.read_end_);
    std::swap(write_end_, other.write_end_);
    return *this;
  }
  ~Pipe();

  bool is_valid() const { return read_end_ >= 0; }
  int read_end() const { return read_end_; }
  int write_end() const { return write_end_; }

 private:
  int read_end_ = -1;
  int write_end_ = -1;
};

/// The pipes of one thread, no more than `most` at once. Outlives every BorrowedPipe.
class PipePool {
 public:
  explicit PipePool(std::size_t most) : most_(most) {}

 private:
  friend class BorrowedPipe;
  Pipe take();

  std::size_t most_;
  std::size_t borrowed_ = 0;
  std::vector<Pipe> idle_;
};

/// One of them, as long as this lives; invalid if there is none to be had.
class BorrowedPipe {
 public:
  explicit BorrowedPipe(PipePool& pool);
  ~BorrowedPipe();
  BorrowedPipe(const BorrowedPipe&) = delete;
  BorrowedPipe& operator=(const BorrowedPipe&) = delete;

  const Pipe* operator->() const { return &pipe_; }
  /// Another may use it; one with something in it is closed.
  void is_empty_again() { is_empty_ = true; }

 private:
  PipePool& pool_;
  Pipe pipe_;
  bool is_empty_ = false;
};

}  // namespace caveat::proxy
