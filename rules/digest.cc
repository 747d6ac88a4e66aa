#include "rules/digest.h"

#include "rules/hex_digit.h"
#include "rules/sha256.h"

namespace caveat::rules {

std::string digest_of(std::span<const SourceFile> files) {
  RunningSha256 sum;
  for (const SourceFile& file : files) {
    sum.add(std::to_string(file.text.size()) + "\n");
    sum.add(file.text);
  }
  return sum.hexadecimal();
}

std::string sha256_of(std::string_view bytes) {
  return hexadecimal(sha256(bytes));
}

}  // namespace caveat::rules
