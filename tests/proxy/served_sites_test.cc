#include "proxy/served_sites.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "proxy/deadlines.h"
#include "proxy/thread_sites.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

/// Options of sites called `names`, each with a server that nobody asks.
ServerOptions serving(const std::vector<std::string>& names) {
  ServerOptions options;
  options.sites.clear();
  for (const std::string& name : names) {
    options.sites.emplace_back();
    options.sites.back().name = name;
    options.sites.back().hosts = {*rules::SitePattern::parse(name + ".test")};
  }
  return options;
}

std::shared_ptr<const ServedSites> opened(ServerOptions options, const ServedSites* before = nullptr) {
  auto sites = ServedSites::open(std::move(options), OwnAddresses(), before);
  EXPECT_TRUE(sites) << sites.error().message;
  return sites ? *sites : nullptr;
}

TEST(ServedSites, AGroupIsKeptWhereverItsSiteStandsNow) {
  const auto before = opened(serving({"a", "b"}));
  const auto now = opened(serving({"c", "b"}), before.get());
  EXPECT_EQ(now->upstreams()[1], before->upstreams()[1]);
  EXPECT_FALSE(before->has(*now->upstreams()[0]));
}

TEST(ServedSites, AGroupIsMadeAnewWhereTheWayUpstreamChanged) {
  const auto before = opened(serving({"a"}));
  ServerOptions options = serving({"a"});
  options.sites.front().upstream.retries = 5;
  EXPECT_NE(opened(options, before.get())->upstreams()[0], before->upstreams()[0]);
}

TEST(ServedSites, AGroupIsKeptWhereItsSiteHasAnotherHost) {
  const auto before = opened(serving({"a"}));
  ServerOptions options = serving({"a"});
  options.sites.front().hosts = {*rules::SitePattern::parse("other.test")};
  EXPECT_EQ(opened(options, before.get())->upstreams()[0], before->upstreams()[0]);
}

TEST(ServedSites, AGroupIsMadeAnewWhereChecksAskForAnotherHost) {
  ServerOptions options = serving({"a"});
  options.sites.front().upstream.health.check_path = "/health";
  const auto before = opened(options);
  options.sites.front().hosts = {*rules::SitePattern::parse("other.test")};
  EXPECT_NE(opened(options, before.get())->upstreams()[0], before->upstreams()[0]);
}

TEST(ServedSites, AGroupThatIsKnownIsLookedUpByNobody) {
  ServerOptions options = serving({"a"});
  options.sites.front().upstream.servers.front().url = "http://localhost:9000";
  const auto before = opened(options);
  // Its address is our own by now, which whoever looks it up refuses.
  options.listen = {{"127.0.0.1:9000", {}}};
  EXPECT_EQ(opened(options, before.get())->upstreams()[0], before->upstreams()[0]);
}

class WithAuthorities : public testing::Test {
 protected:
  WithAuthorities() {
    write("/etc/ssl/certs/ca-certificates.crt");
    options_.sites.front().upstream.servers.front().url = "https://127.0.0.1:9443";
    options_.sites.front().upstream.tls.authorities = file_;
  }
  ~WithAuthorities() override { std::filesystem::remove(file_); }

  void write(const char* from) const {
    std::filesystem::copy_file(from, file_, std::filesystem::copy_options::overwrite_existing);
  }

  /// Each test has its own: they may run side by side.
  const std::string file_ =
      testing::TempDir() + testing::UnitTest::GetInstance()->current_test_info()->name() + ".pem";
  ServerOptions options_ = serving({"a"});
};

TEST_F(WithAuthorities, AGroupIsKeptAsLongAsItsFilesHoldTheSame) {
  const auto before = opened(options_);
  EXPECT_EQ(opened(options_, before.get())->upstreams()[0], before->upstreams()[0]);
}

TEST_F(WithAuthorities, AGroupIsMadeAnewWhereItsFilesHoldOtherThings) {
  const auto before = opened(options_);
  std::ofstream(file_, std::ios::app) << "\n";
  EXPECT_NE(opened(options_, before.get())->upstreams()[0], before->upstreams()[0]);
}

TEST_F(WithAuthorities, AGroupIsKeptWhereItsFilesHoldNothingGood) {
  const auto before = opened(options_);
  std::ofstream(file_) << "nothing";
  EXPECT_EQ(opened(options_, before.get())->upstreams()[0], before->upstreams()[0]);
}

/// A thread over a snapshot of sites.
struct Thread {
  explicit Thread(std::shared_ptr<const ServedSites> sites)
      : snapshot({.rules = {}, .locator = nullptr, .sites = std::move(sites)}) {}

  void take(std::shared_ptr<const ServedSites> sites) {
    snapshot.swap({.rules = {}, .locator = nullptr, .sites = std::move(sites)});
  }

  Snapshot snapshot;
  boost::asio::io_context io;
  Deadlines deadlines{io};
  UpstreamSlots slots{1000};
  CurrentSites current{snapshot, io, deadlines, slots};
};

TEST(CurrentSites, AreThoseOfTheLastSwap) {
  Thread thread(opened(serving({"a"})));
  const auto next = opened(serving({"b"}));
  thread.take(next);
  EXPECT_EQ(thread.current.now().sites->served, next);
  EXPECT_EQ(thread.current.now().judgement->sites, next);
}

TEST(CurrentSites, KeepTheConnectionsOfAGroupThatStays) {
  const auto before = opened(serving({"a", "b"}));
  Thread thread(before);
  const std::shared_ptr<UpstreamPool> pool = thread.current.now().sites->pools[1];
  thread.take(opened(serving({"b"}), before.get()));
  EXPECT_EQ(thread.current.now().sites->pools[0], pool);
}

TEST(CurrentSites, MakeConnectionsAnewWhereHeadsMayBeLonger) {
  const auto before = opened(serving({"a"}));
  Thread thread(before);
  const std::shared_ptr<UpstreamPool> pool = thread.current.now().sites->pools[0];
  ServerOptions options = serving({"a"});
  options.limits.header_bytes *= 2;
  thread.take(opened(options, before.get()));
  EXPECT_NE(thread.current.now().sites->pools[0], pool);
}

TEST(CurrentSites, StayWhatARequestBeganWith) {
  Thread thread(opened(serving({"a"})));
  const boost::intrusive_ptr<ThreadSites> held = thread.current.now().sites;
  thread.take(opened(serving({"b"})));
  thread.current.now();
  EXPECT_EQ(held->options().sites.front().name, "a");
  EXPECT_EQ(held->pools.size(), 1U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
