#include "filter/json_scanner.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

/// Writes down what comes: strings in quotes of their own, containers as one letter.
class Events final : public JsonHandler {
 public:
  void begin_object() override { events += "O"; }
  void begin_array() override { events += "A"; }
  void end_container() override { events += "E"; }
  void begin_string(bool is_name) override { events += is_name ? "n'" : "s'"; }
  void end_string() override { events += "'"; }
  void scalar() override { events += "v"; }
  void in_string(std::string_view raw) override {
    events += raw;
    bytes += raw;
  }
  void other(std::string_view raw) override { bytes += raw; }

  std::string events;
  std::string bytes;
};

/// What was told; "malformed" or "too deep" behind it where the document ends in that.
std::string scan(std::string_view json, std::size_t chunk, std::string& bytes) {
  Events events;
  JsonScanner scanner(events);
  boost::system::result<void, FailureReason> result;
  for (; result && !json.empty(); json.remove_prefix(std::min(chunk, json.size()))) {
    result = scanner.write(json.substr(0, chunk));
  }
  if (result) result = scanner.finish();
  bytes = events.bytes;
  if (result) return events.events;
  return result.error() == FailureReason::json_malformed ? "malformed" : "too deep";
}

TEST(JsonScanner, takes_documents_apart) {
  struct Case {
    std::string_view json;
    std::string_view events;
  };
  constexpr Case kCases[] = {
      {"{}", "OE"},
      {" [ ] \n", "AE"},
      {"{\"a\":1,\"b\":[true,false,null,\"c\"]}", "On'a'vn'b'Avvvs'c'EE"},
      {"\"x\\\"\\u00e9y\"", "s'x\\\"\\u00e9y'"},
      {"-0.5e+10", "v"},
      {"[0,1E5,10,-1]", "AvvvvE"},
      {"\xEF\xBB\xBF{}", "OE"},
      {"[\"\xFF\"]", "As'\xFF'E"},
      {"{\"a\":{\"a\":{}}}", "On'a'On'a'OEEE"},
  };
  for (const Case& one : kCases) {
    for (const std::size_t chunk : {1UL, 3UL, 1000UL}) {
      std::string bytes;
      EXPECT_EQ(scan(one.json, chunk, bytes), one.events) << one.json;
      EXPECT_EQ(bytes, one.json);
    }
  }
}

TEST(JsonScanner, refuses_what_is_no_json) {
  constexpr std::string_view kCases[] = {
      "",        " ",         "{",         "[",          "[1",          "[1,]",     "{\"a\":1,}",
      "{a:1}",   "{\"a\" 1}", "[1 2]",     "01",         "-",           "1.",       ".5",
      "1e",      "1e+",       "+1",        "0x1",        "tru",         "truE",     "nul ",
      "nan",     "'a'",       "\"a",       "\"\\x\"",    "\"\\u12g4\"", "\"a\nb\"", "\"\t\"",
      "[1]]",    "[1}",       "{\"a\":1]", "{} {}",      "//x\n{}",     "[,1]",     "{,}",
      "{\"a\"}", "{1:2}",     "<html>",    "\xEF\xBB{}", "[\"a\\\"]",   "{\"a\":}", "1 2",
  };
  for (const std::string_view json : kCases) {
    for (const std::size_t chunk : {1UL, 1000UL}) {
      std::string bytes;
      EXPECT_EQ(scan(json, chunk, bytes), "malformed") << json;
    }
  }
}

TEST(JsonScanner, follows_nesting_so_far) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  std::string bytes;
  EXPECT_EQ(scan(nested(512), 1000, bytes).size(), 1024U);
  EXPECT_EQ(scan(nested(513), 1000, bytes), "too deep");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
