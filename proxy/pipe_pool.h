// Pipes of the kernel, kept between relays: what splice(2) needs in the middle.
#pragma once

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

/// The pipes of one thread.
class PipePool {
 public:
  Pipe take();
  /// Takes back a pipe that is empty again; one with something in it is to be destroyed.
  void keep(Pipe pipe);

 private:
  std::vector<Pipe> idle_;
};

}  // namespace caveat::proxy
