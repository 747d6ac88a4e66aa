// ARC archives: version blocks, header lines with blanks, and what is no record.
#include "archive_fuzz.h"
#include "audit/formats/arc_archive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using caveat::audit::ArcArchive;
  caveat::audit::check_format<ArcArchive>({reinterpret_cast<const char*>(data), size});
  return 0;
}
