#include "coded_bytes.h"

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <random>

namespace caveat::filter {
namespace {

std::string deflated(std::string_view bytes, int window) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  std::string coded(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<unsigned int>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(coded.data());
  stream.avail_out = static_cast<unsigned int>(coded.size());
  deflate(&stream, Z_FINISH);
  coded.resize(stream.total_out);
  deflateEnd(&stream);
  return coded;
}

}  // namespace

std::string gzipped(std::string_view bytes) {
  return deflated(bytes, MAX_WBITS + 16);
}

std::string zlib_wrapped(std::string_view bytes) {
  return deflated(bytes, MAX_WBITS);
}

std::string bare_deflated(std::string_view bytes) {
  return deflated(bytes, -MAX_WBITS);
}

std::string gunzipped(std::string_view coded) {
  z_stream stream{};
  inflateInit2(&stream, MAX_WBITS + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
  stream.avail_in = static_cast<unsigned int>(coded.size());
  std::string bytes;
  int status = Z_OK;
  while (status == Z_OK) {
    char piece[4096];
    stream.next_out = reinterpret_cast<Bytef*>(piece);
    stream.avail_out = sizeof piece;
    status = inflate(&stream, Z_NO_FLUSH);
    bytes.append(piece, sizeof piece - stream.avail_out);
  }
  const bool whole = status == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  return whole ? bytes : "(not decodable)";
}

std::string brotlied(std::string_view bytes, int window_log) {
  BrotliEncoderState* state = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
  BrotliEncoderSetParameter(state, BROTLI_PARAM_LARGE_WINDOW, window_log > BROTLI_MAX_WINDOW_BITS ? 1 : 0);
  BrotliEncoderSetParameter(state, BROTLI_PARAM_LGWIN, static_cast<std::uint32_t>(window_log));
  BrotliEncoderSetParameter(state, BROTLI_PARAM_QUALITY, 6);
  std::size_t left = bytes.size();
  const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::string coded(BrotliEncoderMaxCompressedSize(bytes.size()) + 64, '\0');
  std::size_t room = coded.size();
  auto* out = reinterpret_cast<std::uint8_t*>(coded.data());
  BrotliEncoderCompressStream(state, BROTLI_OPERATION_FINISH, &left, &next, &room, &out, nullptr);
  BrotliEncoderDestroyInstance(state);
  coded.resize(coded.size() - room);
  return coded;
}

std::string zstded(std::string_view bytes, int window_log) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
  std::string coded(ZSTD_compressBound(bytes.size()) + 64, '\0');
  // Not in one call: a frame that knows its length asks for no more window than that.
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer out{coded.data(), coded.size(), 0};
  ZSTD_compressStream2(context, &out, &in, ZSTD_e_continue);
  ZSTD_compressStream2(context, &out, &in, ZSTD_e_end);
  ZSTD_freeCCtx(context);
  coded.resize(out.pos);
  return coded;
}

std::string as_read(ContentCoding coding, std::string_view coded) {
  std::string bytes(2'000'000, '\0');
  switch (coding) {
    case ContentCoding::gzip:
      return gunzipped(coded);
    case ContentCoding::brotli: {
      std::size_t size = bytes.size();
      const auto result =
          BrotliDecoderDecompress(coded.size(), reinterpret_cast<const std::uint8_t*>(coded.data()), &size,
                                  reinterpret_cast<std::uint8_t*>(bytes.data()));
      return result == BROTLI_DECODER_RESULT_SUCCESS ? bytes.substr(0, size) : "(not decodable)";
    }
    case ContentCoding::zstd: {
      const std::size_t size = ZSTD_decompress(bytes.data(), bytes.size(), coded.data(), coded.size());
      return ZSTD_isError(size) == 0 ? bytes.substr(0, size) : "(not decodable)";
    }
    case ContentCoding::deflate:
    case ContentCoding::identity:
      break;
  }
  return std::string(coded);
}

std::string varied_text(std::size_t size) {
  std::mt19937 random(7);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>('a' + random() % 26);
  return text;
}

}  // namespace caveat::filter
