#include "app/studio/archive_search.h"

#include <gtest/gtest.h>

#include <thread>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

using std::chrono::milliseconds;

/// Exchanges 0, 1, 2, ... of pages of those names; it never ends, or after `size` of them.
class NumberedArchive final : public audit::Archive {
 public:
  explicit NumberedArchive(int size, milliseconds pause = milliseconds(0)) : size_(size), pause_(pause) {}

  boost::system::result<std::optional<audit::ArchivedExchange>, audit::ArchiveFault> next() override {
    std::this_thread::sleep_for(pause_);
    if (given_ == size_) return std::nullopt;
    audit::ArchivedExchange exchange;
    exchange.url = "https://example.org/" + std::to_string(given_);
    exchange.place.record = "record-" + std::to_string(given_);
    ++given_;
    return exchange;
  }
  std::string_view read_body() override { return {}; }
  audit::ArchivedBody body_state() const override { return audit::ArchivedBody::whole; }
  const std::string& body_flaw() const override { return flaw_; }
  std::uint64_t position() const override { return 0; }

  int given() const { return given_; }

 private:
  int size_;
  milliseconds pause_;
  int given_ = 0;
  std::string flaw_;
};

constexpr int kEndless = -1;

TEST(ArchiveSearch, FindsAPageByItsAddressOrTheNameOfItsRecord) {
  NumberedArchive archive(10);
  EXPECT_EQ(find_exchange(archive, {"", "https://example.org/3"}, {})->place.record, "record-3");
  EXPECT_EQ(find_exchange(archive, {"record-5", "https://example.org/3"}, {})->url, "https://example.org/5");
}

TEST(ArchiveSearch, KnowsAtTheEndThatThereIsNoSuchPage) {
  NumberedArchive archive(10);
  EXPECT_EQ(find_exchange(archive, {"", "https://example.org/none"}, {}).error().status, 404);
}

TEST(ArchiveSearch, SaysSoIfItEndsBeforeTheArchive) {
  NumberedArchive archive(kEndless);
  const auto found = find_exchange(archive, {"", "https://example.org/9"}, {.records = 5});
  EXPECT_EQ(found.error().status, 422);
  EXPECT_EQ(archive.given(), 5);
}

TEST(ArchiveSearch, EndsInTimeHoweverLongRecordsAre) {
  NumberedArchive archive(kEndless, milliseconds(20));
  const auto found = find_exchange(archive, {"", "https://example.org/none"}, {.time = milliseconds(50)});
  EXPECT_EQ(found.error().status, 422);
  EXPECT_LE(archive.given(), 3);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
