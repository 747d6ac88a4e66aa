// names and expressions in text, in several charsets: the same in any chunks, and a second time changes
// nothing.
#include <cstdlib>

#include "fuzzed_page.h"
#include "html/mention_set.h"

namespace caveat::html {
namespace {

constexpr std::string_view kLabel = "<i data-caveat=\"fuzz/l:label\">*</i>";
constexpr std::string_view kFirstLabel = "<i data-caveat=\"fuzz/f:label\">1</i>";
constexpr std::string_view kMark = "<i data-caveat=\"fuzz/w:withheld\">[]</i>";

constexpr std::array<std::string_view, 16> kMentions = {"Free Russia",
                                                        "Медуза",
                                                        "Медуз*",
                                                        "ВIДРОДЖЕННЯ",
                                                        "The \"Open\" Society - Fund",
                                                        "a",
                                                        "a*",
                                                        "b* c",
                                                        "Ёж",
                                                        "自由亚洲",
                                                        "كلمة",
                                                        "ﬁ ½",
                                                        "re:Free(dom)? \\w+",
                                                        "re:[абв]+",
                                                        "re:\\d{2,4}",
                                                        "re:x.*y"};
constexpr std::array<std::string_view, 8> kCharsets = {"UTF-8",   "windows-1252", "windows-1251", "KOI8-U",
                                                       "GB18030", "Shift_JIS",    "Big5",         "EUC-KR"};

/// Some of the list, and one that the fuzzer has written itself: up to the end of its line.
std::shared_ptr<const MentionSet> fuzzed_mentions(FuzzedChoices& choices) {
  MentionSetBuilder builder;
  for (std::size_t i = 1 + choices.one_of(4); i > 0; --i) {
    static_cast<void>(builder.add(kMentions[choices.one_of(kMentions.size())]));
  }
  if (choices.one_of(2) == 1) {
    const std::string written = choices.line();
    const auto added = builder.add(written);
    if (!added && (added.error().message.empty() || added.error().offset > written.size())) std::abort();
  }
  return builder.build();
}

std::shared_ptr<const Program> fuzzed_text_program(FuzzedChoices& choices) {
  ProgramBuilder builder;
  const std::size_t which = 1 + choices.one_of(7);
  if ((which & 1) != 0) {
    builder.label({.owner = 0,
                   .mentions = fuzzed_mentions(choices),
                   .every = true,
                   .mark = "fuzz/l:label",
                   .html = std::string(kLabel)});
  }
  if ((which & 2) != 0) {
    builder.label({.owner = 0,
                   .mentions = fuzzed_mentions(choices),
                   .every = false,
                   .mark = "fuzz/f:label",
                   .html = std::string(kFirstLabel)});
  }
  if ((which & 4) != 0) {
    builder.withhold({.owner = 0, .mentions = fuzzed_mentions(choices), .html = std::string(kMark)});
  }
  return builder.build();
}

std::string without(std::string text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at)) {
    text.erase(at, part.size());
  }
  return text;
}

void check(FuzzedChoices choices) {
  const std::string_view charset = kCharsets[choices.one_of(kCharsets.size())];
  const std::size_t chunk = 1 + choices.one_of(64);
  const auto program = fuzzed_text_program(choices);
  const std::string_view page = choices.page();
  const FuzzedResult once = rewrite_in_chunks(page, program, page.size() + 1, charset);
  for (const std::size_t size : {std::size_t{1}, chunk}) {
    const FuzzedResult in_chunks = rewrite_in_chunks(page, program, size, charset);
    if (in_chunks.whole != once.whole || in_chunks.failed != once.failed) std::abort();
    if (!once.failed && in_chunks.html != once.html) std::abort();
  }
  if (!once.whole) return;
  const FuzzedResult twice = rewrite_in_chunks(once.html, program, once.html.size() + 1, charset);
  if (twice.html != once.html) std::abort();
  const bool has_ours = page.find("data-caveat") != std::string_view::npos;
  if (program->withholds().empty() && !has_ours && without(without(once.html, kLabel), kFirstLabel) != page) {
    std::abort();
  }
}

}  // namespace
}  // namespace caveat::html

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::html::check({data, size});
  return 0;
}
