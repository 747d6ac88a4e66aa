#include "audit/formats/warc_writer.h"

#include <openssl/rand.h>

#include <array>
#include <initializer_list>
#include <stdexcept>

#include "audit/formats/capture_fields.h"
#include "audit/formats/warc_date.h"
#include "filter/content_coding.h"
#include "rules/hex_digit.h"
#include "rules/sha256.h"

namespace caveat::audit {
namespace {

/// RFC 4122, 4.4.
std::string random_record_id() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("no random numbers");
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
  std::string id = rules::hexadecimal(bytes);
  for (const std::size_t place : {8U, 13U, 18U, 23U}) id.insert(place, 1, '-');
  return "<urn:uuid:" + id + ">";
}

/// RFC 4648, 6, as archives have always had it.
std::string base32(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned waiting = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    waiting = (waiting << 8 | static_cast<unsigned char>(c)) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) out += kDigits[waiting >> (bits - 5) & 31];
  }
  if (bits > 0) out += kDigits[waiting << (5 - bits) & 31];
  while (out.size() % 8 != 0) out += '=';
  return out;
}

std::string digest_of(std::string_view bytes) {
  const rules::Sha256 digest = rules::sha256(bytes);
  return "sha256:" + base32({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

/// Without what could begin another line.
void append_line(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ");
  for (const char c : value) text += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
  text.append("\r\n");
}

std::string head_text(const filter::ResponseHead& head) {
  std::string text = "HTTP/1.1 " + std::to_string(head.status) + " ";
  for (const char c : head.reason) text += c == '\r' || c == '\n' ? ' ' : c;
  text += "\r\n";
  for (const filter::FieldLine& line : head.fields) append_line(text, line.name, line.value);
  return text + "\r\n";
}

/// Hands a whole member on at once.
class Collected final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

}  // namespace

struct WarcWriter::Fields {
  std::string_view type;
  std::string id;
  std::chrono::sys_seconds time;
  std::string_view content_type;
  std::string_view url = {};
  std::string concurrent_to = {};
  std::string_view file_name = {};
  std::string payload_digest = {};
  bool is_truncated = false;
};

void WarcWriter::warcinfo(std::string_view file_name, std::chrono::sys_seconds time,
                          std::string_view software) {
  std::string block;
  append_line(block, "software", software);
  append_line(block, "format", "WARC File Format 1.1");
  append_line(block, "conformsTo",
              "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/");
  Fields fields{"warcinfo", random_record_id(), time, "application/warc-fields"};
  fields.file_name = file_name;
  record(fields, block);
}

void WarcWriter::response(const WarcResponse& response, const CaptureNote* note) {
  Fields fields{"response", random_record_id(), response.time, "application/http;msgtype=response"};
  fields.url = response.url;
  fields.payload_digest = digest_of(response.body);
  fields.is_truncated = response.is_truncated;
  if (note != nullptr) {
    Fields noted{"metadata", random_record_id(), response.time, "application/warc-fields"};
    noted.url = response.url;
    noted.concurrent_to = fields.id;
    record(noted, capture_fields(*note));
  }
  record(fields, head_text(response.head).append(response.body));
}

void WarcWriter::record(const Fields& fields, std::string_view block) {
  std::string header = "WARC/1.1\r\n";
  append_line(header, "WARC-Type", fields.type);
  append_line(header, "WARC-Record-ID", fields.id);
  append_line(header, "WARC-Date", warc_date(fields.time));
  if (!fields.url.empty()) append_line(header, "WARC-Target-URI", fields.url);
  if (!fields.concurrent_to.empty()) append_line(header, "WARC-Concurrent-To", fields.concurrent_to);
  if (!fields.file_name.empty()) append_line(header, "WARC-Filename", fields.file_name);
  if (fields.is_truncated) append_line(header, "WARC-Truncated", "length");
  if (!fields.payload_digest.empty()) append_line(header, "WARC-Payload-Digest", fields.payload_digest);
  append_line(header, "WARC-Block-Digest", digest_of(block));
  append_line(header, "Content-Type", fields.content_type);
  append_line(header, "Content-Length", std::to_string(block.size()));
  header += "\r\n";
  const auto gzip = filter::make_encoder(filter::ContentCoding::gzip);
  Collected member;
  gzip->write(header, member);
  gzip->write(block, member);
  gzip->write("\r\n\r\n", member);
  gzip->finish(member);
  out_.write(member.text);
}

}  // namespace caveat::audit
