#include "proxy/response_counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "proxy/metrics.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(ResponseCounts, NothingIsLostAmongThreads) {
  Metrics metrics;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 20; ++i) {
      threads.emplace_back([&metrics] {
        filter::Record record;
        record.covered = true;
        record.status = 200;
        for (int j = 0; j < 500; ++j) metrics.count_response(record, 2ms);
      });
    }
  }
  const std::string text = metrics.text();
  EXPECT_THAT(text, HasSubstr("\ncaveat_responses_total{class=\"2xx\"} 10000\n"));
  EXPECT_THAT(text, HasSubstr("\ncaveat_coverage_total{covered=\"yes\"} 10000\n"));
  EXPECT_THAT(text, HasSubstr("\ncaveat_coverage_total{covered=\"no\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("\ncaveat_response_seconds_count 10000\n"));
}

TEST(ResponseCounts, TimesFallIntoTheBucketThatTheyDoNotExceed) {
  Metrics metrics;
  for (const auto time : {500us, 501us, 1000us, 61'000'000us}) metrics.count_response({}, time);
  const std::string text = metrics.text();
  EXPECT_THAT(text, HasSubstr("\ncaveat_response_seconds_bucket{le=\"0.0005\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("\ncaveat_response_seconds_bucket{le=\"0.001\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("\ncaveat_response_seconds_bucket{le=\"60\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("\ncaveat_response_seconds_bucket{le=\"+Inf\"} 4\n"));
  EXPECT_THAT(text, HasSubstr("\ncaveat_response_seconds_sum 61.0020"));
}

TEST(ResponseCounts, AStatusThatIsNoneFallsIntoTheNearestClass) {
  Metrics metrics;
  metrics.count_refusal(999, "test");
  metrics.count_refusal(0, "test");
  EXPECT_THAT(metrics.text(), HasSubstr("\ncaveat_responses_total{class=\"5xx\"} 1\n"));
  EXPECT_THAT(metrics.text(), HasSubstr("\ncaveat_responses_total{class=\"1xx\"} 1\n"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
