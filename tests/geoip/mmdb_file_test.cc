#include "geoip/mmdb_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geoip/locator.h"
#include "geoip/mmdb_data_check.h"
#include "mmdb_bytes.h"
#include "test_files.h"

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

using namespace mmdb_bytes;

std::string problem_of(const std::string& file) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
  const auto checked = check_mmdb({bytes, file.size()});
  return checked ? "none" : checked.error();
}

const std::string kSound = map(1) + text("country_code") + text("UA");

std::string nested_arrays(int levels) {
  std::string data;
  for (int i = 0; i < levels; ++i) data += array(1);
  return data + text("x");
}

/// Each map holds the next one twice: 2^levels values when decoded.
std::string doubling_maps(int levels) {
  std::string data;
  for (int level = 0; level < levels; ++level) {
    const int next = static_cast<int>(data.size()) + 9;
    data += map(2) + text("a") + pointer(next) + text("b") + pointer(next);
  }
  return data + text("x");
}

TEST(MmdbFile, PassesWhatDecodes) {
  const std::string kCases[] = {
      file_of(kSound),
      file_of(text("UA") + map(1) + text("country_code") + pointer(0), 3),
      file_of(map(0)),
      file_of(array(0)),
      file_of(nested_arrays(static_cast<int>(kDeepestNesting) - 1)),
      file_of(doubling_maps(15)),
      file_of(std::string("\x43\xD0\x9A\x2A", 4)),
  };
  for (const std::string& file : kCases) EXPECT_EQ(problem_of(file), "none");
}

TEST(MmdbFile, RefusesUnsoundData) {
  const struct {
    const char* name;
    std::string data;
    const char* problem;
  } kCases[] = {
      {"nothing", "", "points past the data"},
      {"deep arrays", nested_arrays(static_cast<int>(kDeepestNesting)), "nested too deep"},
      {"very deep arrays", nested_arrays(100000), "nested too deep"},
      {"circle of pointers", map(1) + text("a") + pointer(0), "nested too deep"},
      {"pointer to a pointer", map(1) + text("a") + pointer(5) + pointer(0), "a pointer leads to a pointer"},
      {"pointer past the data", map(1) + text("a") + pointer(2000), "outside the data section"},
      {"cut text",
       "\x5C"
       "abc",
       "runs out of the data section"},
      {"cut size", "\x5F\xFF", "runs out of the data section"},
      {"cut map", map(3) + text("a"), "longer than the data section"},
      {"cut array", std::string("\x1F\x04\xFF\xFF\xFF", 5), "longer than the data section"},
      {"key is a number", map(1) + uint16(1) + text("x"), "a map's key is no text"},
      {"key is not UTF-8", map(1) + "\x41\xFF" + text("x"), "a text is not UTF-8"},
      {"overlong UTF-8", "\x42\xC0\x80", "a text is not UTF-8"},
      {"surrogate", "\x43\xED\xA0\x80", "a text is not UTF-8"},
      {"double of 3 bytes",
       "\x63"
       "abc",
       "malformed"},
      {"uint16 of 3 bytes",
       "\xA3"
       "abc",
       "malformed"},
      {"unknown type", std::string("\x00\x09", 2), "malformed"},
      {"container", std::string("\x00\x05", 2), "malformed"},
      {"end marker", std::string("\x00\x06", 2), "malformed"},
  };
  for (const auto& c : kCases)
    EXPECT_THAT(problem_of(file_of(c.data)), testing::HasSubstr(c.problem)) << c.name;
}

TEST(MmdbFile, RefusesUnsoundTrees) {
  const auto tree_of = [](const std::string& nodes, std::uint32_t count, int version) {
    Metadata m;
    m.node_count = count;
    m.ip_version = version;
    return nodes + std::string(16, '\0') + kSound + metadata(m);
  };
  const struct {
    const char* name;
    std::string file;
    const char* problem;
  } kCases[] = {
      {"a node that leads to itself", tree_of(node(0, 1), 1, 4), "deeper than an address has bits (node 0)"},
      {"a circle of two", tree_of(node(1, 2) + node(0, 2), 2, 6), "deeper than an address has bits"},
      {"into the separator", tree_of(node(1, 5), 1, 4), "between tree and data (node 0)"},
      {"past the data", tree_of(node(1, 17 + 2000), 1, 4), "past the data (node 0)"},
      {"too many nodes", tree_of(node(1, 1), 100000, 4), "longer than the file"},
      {"very many nodes", tree_of(node(1, 1), 0xFFFFFFFF, 4), "longer than the file"},
  };
  for (const auto& c : kCases) EXPECT_THAT(problem_of(c.file), testing::HasSubstr(c.problem)) << c.name;
}

TEST(MmdbFile, RefusesUnsoundMetadata) {
  const auto with = [](auto change) {
    Metadata m;
    change(m);
    return file_of(kSound, 0, m);
  };
  const struct {
    std::string file;
    const char* problem;
  } kCases[] = {
      {"", "no metadata marker"},
      {"GIF89a", "no metadata marker"},
      {"\xab\xcd\xefMaxMind.com", "metadata is no map"},
      {"\xab\xcd\xefMaxMind.com" + text("x"), "metadata is no map"},
      {"\xab\xcd\xefMaxMind.com" + map(1) + text("x") + nested_arrays(100), "nested too deep"},
      {"\xab\xcd\xefMaxMind.com" + map(0), "version 2"},
      {with([](Metadata& m) { m.format = 3; }), "version 2"},
      {with([](Metadata& m) { m.node_count = 0; }), "node_count"},
      {with([](Metadata& m) { m.record_size = 20; }), "record_size"},
      {with([](Metadata& m) { m.ip_version = 5; }), "ip_version"},
      {with([](Metadata& m) { m.build_epoch = std::string("\x08\x02", 2) + std::string(8, '\xff'); }),
       "build_epoch"},
      {with([](Metadata& m) { m.build_epoch = text("now"); }), "build_epoch"},
      {with([](Metadata& m) { m.build_epoch = std::string("\x04\x02\x00\x00\x00\x00", 6); }),
       "does not say when it was built"},
      {with([](Metadata& m) { m.build_epoch = std::string("\x00\x02", 2); }),
       "does not say when it was built"},
  };
  for (const auto& c : kCases) EXPECT_THAT(problem_of(c.file), testing::HasSubstr(c.problem));
}

TEST(MmdbFile, ALocatorAnswersOrRefusesWhateverBytesAreChanged) {
  const std::string sound = file_of(kSound);
  for (std::size_t at = 0; at < sound.size(); ++at) {
    for (const int value : {0x00, 0x01, 0x20, 0x3F, 0x5F, 0x7F, 0xE1, 0xFF}) {
      std::string changed = sound;
      changed[at] = static_cast<char>(value);
      LocatorOptions options = with_bytes(changed);
      const auto locator = Locator::open(options);
      if (!locator) {
        EXPECT_FALSE(locator.error().message.empty());
        continue;
      }
      const Location location = (*locator)->locate(*Address::parse("192.0.2.1"));
      EXPECT_EQ(location.country.empty(), location.status != LocationStatus::found);
    }
  }
}

TEST(MmdbFile, ALocatorAnswersOrRefusesWhereverTheFileIsCut) {
  const std::string sound = file_of(kSound);
  for (std::size_t size = 1; size < sound.size(); ++size) {
    LocatorOptions options = with_bytes(std::string_view(sound).substr(0, size));
    EXPECT_FALSE(Locator::open(options)) << size;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
