// Prints what an archive holds, a line an exchange: what archive_oracle.py compares.
#include <openssl/evp.h>

#include <array>
#include <cstdio>
#include <string>

#include "audit/formats/open_archive.h"

namespace {

using caveat::audit::Archive;
using caveat::audit::ArchivedBody;

struct Body {
  std::size_t bytes = 0;
  std::string sha1;
};

Body read_body(Archive& archive) {
  Body body;
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  EVP_DigestInit_ex(context, EVP_sha1(), nullptr);
  for (std::string_view piece = archive.read_body(); !piece.empty(); piece = archive.read_body()) {
    EVP_DigestUpdate(context, piece.data(), piece.size());
    body.bytes += piece.size();
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context, digest.data(), &size);
  EVP_MD_CTX_free(context);
  for (unsigned i = 0; i < size; ++i) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    body.sha1 += {kDigits[digest[i] >> 4], kDigits[digest[i] & 15]};
  }
  return body;
}

const char* name_of(ArchivedBody state) {
  if (state == ArchivedBody::whole) return "whole";
  if (state == ArchivedBody::converted) return "converted";
  return state == ArchivedBody::truncated ? "truncated" : "absent";
}

void list(Archive& archive) {
  for (;;) {
    auto found = archive.next();
    if (!found) {
      std::printf("fault\t%llu\t%s\n", static_cast<unsigned long long>(found.error().place.offset),
                  found.error().reason.c_str());
      if (found.error().is_last) return;
      continue;
    }
    if (!*found) return;
    const Body body = read_body(archive);
    auto& exchange = **found;
    const ArchivedBody state = archive.body_state();
    const std::string flaw = archive.body_flaw();
    archive.complete(exchange);
    std::printf("exchange\t%d\t%s\t%s\t%s\t%s\t%s\n", exchange.head.status, exchange.method.c_str(),
                exchange.url.c_str(), name_of(state), body.sha1.c_str(), flaw.c_str());
    if (exchange.capture) {
      std::printf("note\t%s\t%s\n", exchange.capture->region.c_str(), exchange.capture->rules_digest.c_str());
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    std::printf("archive\t%s\n", arguments[i]);
    auto archive = caveat::audit::open_archive(arguments[i]);
    if (archive) {
      list(**archive);
    } else {
      std::printf("fault\t0\t%s\n", archive.error().reason.c_str());
    }
  }
  return 0;
}
