// How long it takes to find out where an address is, beside what libmaxminddb itself takes for the same
// fields.
//
// bench_geoip [FOLDER] [FILE.mmdb...] [--json] [benchmark options]: the folder of pages, which other
// benchmarks need, is passed over; without a file it is the country database that is built in. Addresses are
// random and come once a round, so that no cache but the processor's helps. `library` looks an address up
// with libmaxminddb and reads the country, and the subdivision where the records have one; `locate` is
// Locator::locate. Compare the two of one file in one run.
#include <benchmark/benchmark.h>
#include <maxminddb.h>
#include <netinet/in.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "geoip/locator.h"

namespace {

using caveat::geoip::Address;
using caveat::geoip::Locator;

constexpr std::size_t kAddresses = 1 << 18;

std::vector<Address> random_addresses() {
  std::mt19937 random(5);
  std::uniform_int_distribution<std::uint32_t> any(0x01000000, 0xDFFFFFFF);
  std::vector<Address> addresses(kAddresses);
  for (Address& address : addresses) {
    const std::uint32_t number = any(random);
    address.bytes[10] = address.bytes[11] = 0xff;
    for (std::size_t i = 0; i < 4; ++i)
      address.bytes[12 + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  }
  return addresses;
}

/// Paths to read; of a record that has none of them, as much is read as there is.
struct Fields {
  const char* country[3] = {};
  const char* subdivision[4] = {};
};

constexpr Fields kNested = {{"country", "iso_code"}, {"subdivisions", "0", "iso_code"}};
constexpr Fields kFlat = {{"country_code"}, {"state1"}};

class Library {
 public:
  explicit Library(const std::string& path) {
    if (MMDB_open(path.c_str(), MMDB_MODE_MMAP, &database_) != MMDB_SUCCESS) std::abort();
    nested_ = has(kNested.country);
    reads_subdivisions_ = has(nested_ ? kNested.subdivision : kFlat.subdivision);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() { MMDB_close(&database_); }

  bool reads_subdivisions() const { return reads_subdivisions_; }

  std::size_t read(const Address& address) const {
    const Fields& fields = nested_ ? kNested : kFlat;
    auto found = look_up(address);
    if (!found.found_entry) return 0;
    std::size_t read = value(found, fields.country);
    if (reads_subdivisions_) read += value(found, fields.subdivision);
    return read;
  }

 private:
  MMDB_lookup_result_s look_up(const Address& address) const {
    sockaddr_in query{};
    query.sin_family = AF_INET;
    std::memcpy(&query.sin_addr, address.bytes.data() + 12, sizeof query.sin_addr);
    int error = 0;
    return MMDB_lookup_sockaddr(&database_, reinterpret_cast<const sockaddr*>(&query), &error);
  }

  static std::size_t value(MMDB_lookup_result_s& found, const char* const* path) {
    MMDB_entry_data_s data{};
    const int status = MMDB_aget_value(&found.entry, &data, path);
    return status == MMDB_SUCCESS && data.has_data ? data.data_size : 0;
  }

  /// Whether any of the first random addresses has that field.
  bool has(const char* const* path) const {
    const auto addresses = random_addresses();
    for (std::size_t i = 0; i < 4096; ++i) {
      auto found = look_up(addresses[i]);
      if (found.found_entry && value(found, path) > 0) return true;
    }
    return false;
  }

  MMDB_s database_{};
  bool nested_ = false;
  bool reads_subdivisions_ = false;
};

void add_benchmarks(const std::string& path) {
  const auto library = std::make_shared<Library>(path);
  caveat::geoip::LocatorOptions options;
  options.databases.push_back({.path = path, .bytes = {}, .name = {}, .fields = {}});
  const auto opened = Locator::open(options);
  if (!opened) {
    std::fprintf(stderr, "%s: %s\n", path.c_str(), opened.error().message.c_str());
    std::exit(2);
  }
  const std::shared_ptr<const Locator> locator = *opened;
  const std::string name = std::filesystem::path(path).stem().string() +
                           (library->reads_subdivisions() ? ", with subdivisions" : ", countries");
  const auto addresses = std::make_shared<const std::vector<Address>>(random_addresses());
  benchmark::RegisterBenchmark(("library " + name).c_str(), [=](benchmark::State& state) {
    std::size_t next = 0;
    for ([[maybe_unused]] auto _ : state)
      benchmark::DoNotOptimize(library->read((*addresses)[next++ % kAddresses]));
  });
  benchmark::RegisterBenchmark(("locate  " + name).c_str(), [=](benchmark::State& state) {
    std::size_t next = 0;
    for ([[maybe_unused]] auto _ : state)
      benchmark::DoNotOptimize(locator->locate((*addresses)[next++ % kAddresses]));
  });
  benchmark::RegisterBenchmark(("open    " + name).c_str(), [=](benchmark::State& state) {
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(Locator::open(options));
  })->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> left = {argv[0]};
  std::vector<std::string> files;
  std::string json = "--benchmark_format=json";
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.ends_with(".mmdb")) {
      files.emplace_back(argument);
    } else if (argument == "--json") {
      left.push_back(json.data());
    } else if (argument.starts_with("--")) {
      left.push_back(argv[i]);
    }
  }
  if (files.empty()) {
    files.push_back(CAVEAT_SOURCE_DIR
                    "/node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb");
  }
  for (const std::string& file : files) add_benchmarks(file);
  int count = static_cast<int>(left.size());
  benchmark::Initialize(&count, left.data());
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
