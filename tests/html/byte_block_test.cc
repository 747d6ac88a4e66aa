#include "html/byte_block.h"

#include <gtest/gtest.h>

#include <functional>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

struct Case {
  const char* what;
  std::function<ByteBlock::Matches(const ByteBlock&)> of_block;
  std::function<bool(unsigned char)> of_byte;
};

const Case kCases[] = {
    {"equal", [](const ByteBlock& b) { return b.equal('<'); }, [](unsigned char c) { return c == '<'; }},
    {"equal to a byte above ASCII", [](const ByteBlock& b) { return b.equal('\xE9'); },
     [](unsigned char c) { return c == 0xE9; }},
    {"name_ends", [](const ByteBlock& b) { return b.name_ends(); },
     [](unsigned char c) { return c <= ' ' || c == '=' || c == '>' || c == '/'; }},
    {"up_to_space", [](const ByteBlock& b) { return b.up_to_space(); },
     [](unsigned char c) { return c <= ' '; }},
    {"to_decode", [](const ByteBlock& b) { return b.to_decode(); },
     [](unsigned char c) { return c == '&' || c == '\r' || c == 0; }},
};

TEST(ByteBlock, FindsTheFirstByteThatFulfilsACondition) {
  constexpr char kFulfilsNone = 'x';
  for (const Case& c : kCases) {
    for (int value = 0; value < 256; ++value) {
      for (std::size_t at = 0; at < ByteBlock::kSize; ++at) {
        std::string bytes(ByteBlock::kSize, kFulfilsNone);
        bytes[at] = static_cast<char>(value);
        const ByteBlock::Matches matches = c.of_block(ByteBlock(bytes.data()));
        ASSERT_EQ(matches.any(), c.of_byte(static_cast<unsigned char>(value))) << c.what << " of " << value;
        if (matches.any()) {
          ASSERT_EQ(matches.first(), at) << c.what << " of " << value;
        }
      }
    }
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
