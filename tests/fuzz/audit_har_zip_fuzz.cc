// HARs in zips: directories that lie, members that are torn, encrypted or bombs.
#include "archive_fuzz.h"
#include "audit/formats/har_zip.h"

namespace {

using namespace caveat::audit;

std::vector<std::string> urls_in(const FuzzedFile& file, bool reads_bodies) {
  const auto archive = open_har_zip(file.path());
  if (archive) return check_archive(**archive, reads_bodies);
  if (archive.error().reason.empty() || !archive.error().is_last) std::abort();
  return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const FuzzedFile file({reinterpret_cast<const char*>(data), size});
  if (urls_in(file, true) != urls_in(file, false)) std::abort();
  return 0;
}
