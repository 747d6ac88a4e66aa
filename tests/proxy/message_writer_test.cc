#include "proxy/message_writer.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

std::string written(int status, const filter::FieldLines& fields, BodyFraming framing,
                    std::string_view connection) {
  std::string out;
  append_response_head(out, {.status = status, .reason = "", .fields = fields}, framing, connection);
  return out;
}

const filter::FieldLines kFields = {{"Date", "Sun, 01 Mar 2026 10:00:00 GMT"}, {"Content-Length", "5"}};
const std::string kDate = "Date: Sun, 01 Mar 2026 10:00:00 GMT\r\n";

TEST(ResponseHead, HasItsFieldsAsTheyAre) {
  EXPECT_EQ(written(200, kFields, BodyFraming::length, ""),
            "HTTP/1.1 200 OK\r\n" + kDate + "Content-Length: 5\r\n\r\n");
}

TEST(ResponseHead, HasTheFramingOfThisConnectionOnly) {
  filter::FieldLines fields = kFields;
  fields.append("Connection", "upgrade");
  fields.append("keep-alive", "timeout=5");
  fields.append("TRANSFER-ENCODING", "gzip");
  fields.remove("Content-Length");
  EXPECT_EQ(written(200, fields, BodyFraming::chunked, "close"),
            "HTTP/1.1 200 OK\r\n" + kDate + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
}

TEST(ResponseHead, OfNoContentHasNoLength) {
  EXPECT_EQ(written(204, kFields, BodyFraming::length, ""), "HTTP/1.1 204 No Content\r\n" + kDate + "\r\n");
}

TEST(ResponseHead, IsDated) {
  EXPECT_NE(written(200, {}, BodyFraming::length, "").find("\r\nDate: "), std::string::npos);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
