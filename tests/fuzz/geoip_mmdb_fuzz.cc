// databases: refused with a sentence, or safe to be looked up in.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "geoip/mmdb_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto checked = caveat::geoip::check_mmdb(std::span(data, size));
  if (!checked && checked.error().empty()) std::abort();
  return 0;
}
