// HAR archives: JSON that breaks off, texts in the wrong encoding.
#include "archive_fuzz.h"
#include "audit/formats/har_archive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using caveat::audit::HarArchive;
  caveat::audit::check_format<HarArchive>({reinterpret_cast<const char*>(data), size});
  return 0;
}
