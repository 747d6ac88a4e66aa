// dates of a pack: refused with a place in the file, or understood, whatever year and time zone they name.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "rules/checked_rules.h"

namespace {

std::string take_word(std::string_view& text) {
  std::string word(text.substr(0, text.find('\n')));
  text.remove_prefix(std::min(word.size() + 1, text.size()));
  return word;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view words(reinterpret_cast<const char*>(data), size);
  std::string text = "[pack]\nid = \"p\"\ntitle = \"T\"\n";
  for (const char* key : {"effective", "expires", "review_by", "time_zone"}) {
    if (const std::string word = take_word(words); !word.empty())
      text += std::string(key) + " = " + word + "\n";
  }
  text += "[[rules]]\nid = \"r\"\nheaders.set.X-A = \"1\"\n";
  const std::string begin = take_word(words);
  const std::string end = take_word(words);
  if (!begin.empty()) text += "when.between = [" + begin + ", " + end + "]\n";
  if (const std::string at = take_word(words); !at.empty()) {
    text +=
        "[[tests]]\nname = \"t\"\nreader.region = \"RU\"\nurl = \"https://a.example/\"\nhtml = \"x\"\nat = " +
        at + "\nexpect.status = 200\n";
  }
  const std::vector<caveat::rules::SourceFile> files = {{"pack.toml", text}};
  const auto checked =
      caveat::rules::check_rules(files, std::chrono::sys_seconds(std::chrono::seconds(1'780'000'000)));
  if (checked.rules == nullptr && checked.diagnostics.empty()) std::abort();
  if (checked.rules != nullptr) checked.rules->decide({});
  return 0;
}
