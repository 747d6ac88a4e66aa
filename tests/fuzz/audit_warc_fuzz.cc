// WARC archives: records and HTTP messages in any packing, torn and lying ones among them.
#include "archive_fuzz.h"
#include "audit/formats/warc_archive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using caveat::audit::WarcArchive;
  caveat::audit::check_format<WarcArchive>({reinterpret_cast<const char*>(data), size});
  return 0;
}
