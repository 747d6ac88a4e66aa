#include "proxy/server_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

/// What is logged goes to a string, and everything is as before at the end.
class ServerLogTest : public testing::Test {
 protected:
  ServerLogTest() : before_(spdlog::default_logger()) {
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_)));
  }
  ~ServerLogTest() override { spdlog::set_default_logger(before_); }

  std::ostringstream text_;

 private:
  std::shared_ptr<spdlog::logger> before_;
};

TEST_F(ServerLogTest, LinesOfJsonAreOneObjectEach) {
  set_log_format(LogFormat::json);
  log_warning("rules: \"a\\b\"\n\tзакон\x01\xff");
  EXPECT_THAT(
      text_.str(),
      testing::MatchesRegex(
          "\\{\"time\":\"....-..-..T..:..:..Z\",\"level\":\"warning\","
          "\"message\":\"rules: \\\\\"a\\\\\\\\b\\\\\"\\\\u000a\\\\u0009закон\\\\u0001\xEF\xBF\xBD\"\\}\n"));
}

TEST_F(ServerLogTest, LinesOfTextBeginWithABracket) {
  log_info("serving");
  EXPECT_THAT(text_.str(), testing::StartsWith("["));
  EXPECT_THAT(text_.str(), testing::HasSubstr("[info] serving\n"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
