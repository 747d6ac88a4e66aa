// databases: refused with a sentence, or safe to be looked up in and read.
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "geoip/database.h"
#include "geoip/mmdb_file.h"
#include "geoip/private_copy.h"

using caveat::geoip::Address;
using caveat::geoip::check_mmdb;
using caveat::geoip::Database;
using caveat::geoip::FieldPath;
using caveat::geoip::PrivateCopy;
using caveat::geoip::Record;

namespace {

constexpr FieldPath kPaths[] = {{"country"},
                                {"country", "iso_code"},
                                {"subdivisions", "0", "iso_code"},
                                {"traits", "is_anonymous"},
                                {"country_code"},
                                {"autonomous_system_number"}};

void read(const Record& record) {
  for (const FieldPath& path : kPaths) {
    for (const char c : record.at(path).text) {
      if (c == '\0' && record.at(path).text.empty()) std::abort();  // the text is there to be read
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto checked = check_mmdb(std::span(data, size));
  if (!checked) {
    if (checked.error().empty()) std::abort();
    return 0;
  }
  const auto copy = PrivateCopy::of_bytes({reinterpret_cast<const char*>(data), size});
  const auto database = copy ? Database::open(*copy) : Database::open(*PrivateCopy::of_bytes("x"));
  if (!database) return 0;
  for (const Record& record : database->sample(64)) read(record);
  for (const char* text : {"192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::", "ffff::"}) {
    const auto offset = database->find_offset(*Address::parse(text));
    if (offset) read(database->record(*offset));
  }
  return 0;
}
