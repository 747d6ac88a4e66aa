#include "filter/held_response.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <cstddef>

#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

TEST(HeldResponse, keeps_all_back_until_it_is_opened) {
  MemoryReader reader;
  HeldResponse response({200, "", {}}, reader);
  response.write("ab");
  EXPECT_FALSE(reader.seen_head.has_value());
  response.open();
  response.write("cd");
  EXPECT_TRUE(reader.seen_head.has_value());
  EXPECT_EQ(reader.seen_body, "abcd");
}

TEST(HeldResponse, knows_its_length_if_it_was_held_to_the_end) {
  MemoryReader reader;
  HeldResponse response({200, "", {}}, reader);
  response.write("abc");
  response.finish();
  EXPECT_EQ(reader.seen_head->fields.first("Content-Length"), "3");
  EXPECT_EQ(reader.seen_body, "abc");
}

TEST(HeldResponse, promises_no_length_once_open) {
  MemoryReader reader;
  HeldResponse response({200, "", {}}, reader);
  response.open();
  response.write("abc");
  response.finish();
  EXPECT_FALSE(reader.seen_head->fields.contains("Content-Length"));
}

/// Of this process, as glibc counts them. Always 0 with a sanitizer, which has a heap of its own.
std::size_t allocated_bytes() {
  const auto heap = ::mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

TEST(HeldResponse, keeps_no_room_for_what_it_has_let_go) {
  constexpr std::size_t kHeld = 4 << 20;
  class Nobody final : public PassageSink {
   public:
    void head(const ResponseHead&) override {}
    void body(std::string_view) override {}
  } nobody;
  HeldResponse response({200, "", {}}, nobody);
  const std::size_t before = allocated_bytes();
  response.write(std::string(kHeld, 'x'));
  response.open();
  EXPECT_LT(allocated_bytes(), before + kHeld / 2);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
