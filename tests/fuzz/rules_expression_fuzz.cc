// regular expressions of a pack: refused with a place in the file, or compiled in bounded time and then
// matched.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "rules/checked_rules.h"

namespace {

/// As a literal string of TOML: without what would end it.
std::string literal(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  std::erase_if(text, [](char c) { return c == '\'' || (c >= 0 && c < ' ') || c == '\x7F'; });
  return "'re:" + text + "'";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string expression = literal(data, size);
  const std::string text =
      "[pack]\nid = \"p\"\ntitle = \"T\"\n[[rules]]\nid = \"r\"\nwhen.path = " + expression +
      "\nwhen.query = " + expression + "\nlabel = { with = \"*\", mentions = [" + expression + "] }\n";
  const std::vector<caveat::rules::SourceFile> files = {{"pack.toml", text}};
  const auto checked =
      caveat::rules::check_rules(files, std::chrono::sys_seconds(std::chrono::seconds(1'780'000'000)));
  if (checked.rules == nullptr && checked.diagnostics.empty()) std::abort();
  if (checked.rules == nullptr) return 0;
  caveat::rules::Facts facts;
  facts.path = "/a/bb/ccc";
  facts.query = "a=1&b=2";
  checked.rules->decide(facts);
  return 0;
}
