// tokens: every byte of the page in exactly one of them, in order, and the same tokens in any chunks.
#include <cstdlib>

#include "fuzzed_page.h"
#include "html/tokenizer.h"

namespace caveat::html {
namespace {

/// Writes tokens down; text and comments may come in any pieces.
class TokenRecord final : public TokenHandler {
 public:
  std::string source;
  std::string tokens;

  void text(std::string_view raw, TextMode mode) override { add('t', static_cast<char>(mode), raw); }
  TextMode start_tag(const TagToken& token) override {
    add('s', ' ', token.raw);
    for (std::size_t i = 0; i < token.attributes.size(); ++i) {
      tokens.append(token.attributes[i].name).append("=").append(token.attributes[i].value).append(";");
    }
    switch (token.name.tag) {
      case Tag::script:
        return TextMode::script_data;
      case Tag::title:
        return TextMode::rcdata;
      case Tag::style:
        return TextMode::rawtext;
      case Tag::plaintext:
        return TextMode::plaintext;
      default:
        return TextMode::data;
    }
  }
  void end_tag(const TagToken& token) override { add('e', ' ', token.raw); }
  void comment(std::string_view raw, bool) override { add('c', ' ', raw); }
  void doctype(std::string_view raw) override { add('d', ' ', raw); }
  void no_token(std::string_view raw) override { add('n', ' ', raw); }
  bool allows_cdata() const override { return true; }

 private:
  void add(char kind, char mode, std::string_view raw) {
    source += raw;
    const bool continues = (kind == 't' || kind == 'c') && kind == kind_ && mode == mode_;
    if (!continues) tokens.append("\n").append(1, kind).append(1, mode);
    tokens += raw;
    kind_ = kind;
    mode_ = mode;
  }

  char kind_ = 0;
  char mode_ = 0;
};

TokenRecord tokenize(std::string_view page, std::size_t chunk) {
  TokenRecord record;
  Tokenizer tokenizer(record, std::size_t{1} << 22);
  for (; !page.empty(); page.remove_prefix(std::min(chunk, page.size())))
    tokenizer.write(page.substr(0, chunk));
  tokenizer.finish();
  return record;
}

void check(std::string_view page) {
  const TokenRecord whole = tokenize(page, page.size() + 1);
  if (whole.source != page) std::abort();
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{3}, std::size_t{17}}) {
    if (tokenize(page, chunk).tokens != whole.tokens) std::abort();
  }
}

}  // namespace
}  // namespace caveat::html

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::html::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
