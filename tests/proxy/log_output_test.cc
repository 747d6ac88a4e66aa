#include "proxy/log_output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

const std::string kLine = std::string(99, 'x') + "\n";

/// A pipe that nobody reads until `read_to_end`.
class LogOutputTest : public testing::Test {
 protected:
  LogOutputTest() {
    EXPECT_EQ(::pipe(ends_.data()), 0);
    output_.emplace(ends_[1], [this](std::uint64_t lines) {
      const std::lock_guard lock(mutex_);
      told_ += lines;
      changed_.notify_all();
    });
  }
  ~LogOutputTest() override {
    output_.reset();
    ::close(ends_[0]);
    ::close(ends_[1]);
  }

  void write_lines(int count) {
    for (int i = 0; i < count; ++i) output_->write(kLine);
  }
  std::string read(std::size_t most) {
    std::string text(most, '\0');
    const ssize_t got = ::read(ends_[0], text.data(), text.size());
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
  }
  std::string read_lines(std::size_t count) {
    std::string text;
    while (text.size() < count * kLine.size()) text += read(count * kLine.size() - text.size());
    return text;
  }
  std::uint64_t wait_until_told() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), [this] { return told_ > 0; });
    return told_;
  }

  std::array<int, 2> ends_{};
  std::optional<LogOutput> output_;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t told_ = 0;
};

TEST_F(LogOutputTest, LinesComeOutAsTheyWereWritten) {
  output_->write("before\n");
  output_->begin();
  output_->write("one\n");
  output_->write("two\n");
  output_.reset();
  EXPECT_EQ(read(100), "before\none\ntwo\n");
}

TEST_F(LogOutputTest, AReaderWhoStandsStillHoldsNobodyUpAndWhatIsLostAreWholeLines) {
  constexpr int kWritten = 40'000;  // four times what waits, and what is in the pipe
  output_->begin();
  write_lines(kWritten);
  const std::uint64_t lost = output_->dropped();
  EXPECT_GT(lost, 0U);
  const std::string text = read_lines(kWritten - lost);
  for (std::size_t at = 0; at < text.size(); at += kLine.size())
    ASSERT_EQ(text.compare(at, kLine.size(), kLine), 0) << at;
  write_lines(1);
  EXPECT_EQ(wait_until_told(), lost);
}

TEST_F(LogOutputTest, AReaderWhoStandsStillHoldsUpNoEnd) {
  output_->begin();
  write_lines(2'000);
  const auto begun = std::chrono::steady_clock::now();
  output_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(8));
}

TEST_F(LogOutputTest, ALineThatADiskHadNoRoomForCostsNoLaterOne) {
  const int full = ::open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0);
  LogOutput to_full(full, nullptr);
  to_full.write("one\ntwo\n");
  EXPECT_EQ(to_full.dropped(), 2U);
  ::dup2(ends_[1], full);
  to_full.write("three\n");
  EXPECT_EQ(read(100), "three\n");
  ::close(full);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
