// HARs in zips, as Playwright writes them, and what else a zip may be.
#include "audit/formats/har_zip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include "audit/formats/zip_file.h"
#include "tests/audit/archive_reading.h"

namespace caveat::audit::tests {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::SizeIs;

struct ZippedFile {
  std::string name;
  std::string bytes;
  zip_int32_t packing = ZIP_CM_DEFLATE;
};

/// A zip that is gone when the test is over.
class StoredZip {
 public:
  explicit StoredZip(const std::vector<ZippedFile>& files, const char* password = nullptr) : file_("") {
    zip_t* zip = zip_open(file_.path().c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    EXPECT_NE(zip, nullptr);
    for (const ZippedFile& file : files) {
      zip_source_t* source = zip_source_buffer(zip, file.bytes.data(), file.bytes.size(), 0);
      const zip_int64_t index = zip_file_add(zip, file.name.c_str(), source, ZIP_FL_ENC_UTF_8);
      EXPECT_GE(index, 0);
      const auto member = static_cast<zip_uint64_t>(index);
      zip_set_file_compression(zip, member, file.packing, 0);
      if (password != nullptr) zip_file_set_encryption(zip, member, ZIP_EM_AES_256, password);
    }
    EXPECT_EQ(zip_close(zip), 0);
  }

  const std::string& path() const { return file_.path(); }
  std::string bytes() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  StoredFile file_;
};

std::string entry(const std::string& name, const std::string& content) {
  return R"({"startedDateTime": "2026-11-26T23:37:00Z", "request": {"url": "https://news.example/)" + name +
         R"("}, "response": {"status": 200, "headers": [{"name": "Content-Type", "value": "text/html"}],)" +
         R"("content": {"size": -1, "mimeType": "text/html", )" + content + R"(}, "bodySize": -1}})";
}

std::string har(const std::vector<std::string>& entries) {
  std::string text = R"({"log": {"entries": [)";
  for (std::size_t i = 0; i < entries.size(); ++i) text += (i == 0 ? "" : ",") + entries[i];
  return text + "]}}";
}

std::string har_with_file(const std::string& name) {
  return har({entry("a", R"("_file": ")" + name + "\"")});
}

/// The reason of the only fault, which ends the archive.
std::string refusal(const std::string& path) {
  const ReadArchive read = read_archive_at(path);
  if (read.faults.size() != 1 || !read.faults[0].is_last) return "it was read";
  return read.faults[0].reason;
}

std::string refusal_of_zip(const std::vector<ZippedFile>& files, const char* password = nullptr) {
  const StoredZip zip(files, password);
  return refusal(zip.path());
}

TEST(HarZip, GivesEntriesWithTheBodiesThatStandInFilesOfTheirOwn) {
  for (const zip_int32_t packing : {ZIP_CM_STORE, ZIP_CM_DEFLATE}) {
    const StoredZip zip({{"1f.html", "<p>first</p>", packing},
                         {"har.har",
                          har({entry("a", R"("_file": "1f.html")"), entry("b", R"("text": "<p>inline</p>")"),
                               entry("c", R"("_file": "2e.html")")}),
                          packing},
                         {"2e.html", "<p>second</p>", packing}});
    const ReadArchive read = read_archive_at(zip.path());
    EXPECT_THAT(read.faults, SizeIs(0));
    ASSERT_THAT(read.exchanges, SizeIs(3));
    EXPECT_EQ(read.exchanges[0].body, "<p>first</p>");
    EXPECT_EQ(read.exchanges[1].body, "<p>inline</p>");
    EXPECT_EQ(read.exchanges[2].body, "<p>second</p>");
    EXPECT_EQ(read.exchanges[2].state, ArchivedBody::whole);
    EXPECT_EQ(read.exchanges[2].exchange.place.archive, zip.path());
    EXPECT_EQ(read.exchanges[2].exchange.place.record, "log.entries[2]");
  }
}

TEST(HarZip, ABodyThatIsNotInItIsAbsentAndNothingBesideItIsRead) {
  const StoredFile beside("<p>secret</p>");
  const std::string name = std::filesystem::path(beside.path()).filename().string();
  const StoredZip zip({{"har.har", har_with_file(name)}});
  const ReadArchive read = read_archive_at(zip.path());
  ASSERT_THAT(read.exchanges, SizeIs(1));
  EXPECT_EQ(read.exchanges[0].state, ArchivedBody::absent);
  EXPECT_EQ(read.exchanges[0].flaw, "the file with its content is not in the zip");
}

TEST(HarZip, ABodyWithAWrongChecksumIsAbsentAndTheRestIsRead) {
  const StoredZip zip(
      {{"a.html", "<p>to be changed</p>", ZIP_CM_STORE},
       {"har.har", har({entry("a", R"("_file": "a.html")"), entry("b", R"("text": "<p>")")})}});
  std::string bytes = zip.bytes();
  bytes[bytes.find("changed")] = 'C';
  const ReadArchive read = read_archive(bytes);
  ASSERT_THAT(read.exchanges, SizeIs(2));
  EXPECT_EQ(read.exchanges[0].state, ArchivedBody::absent);
  EXPECT_THAT(read.exchanges[0].flaw, HasSubstr("cannot be read out of the zip: CRC"));
  EXPECT_EQ(read.exchanges[1].body, "<p>");
}

TEST(HarZip, AZipThatIsNoneOfOursNamesTheReason) {
  const std::string one = har({entry("a", R"("text": "<p>")")});
  EXPECT_EQ(refusal_of_zip({{"trace.trace", "{}"}}), "the zip holds no HAR");
  EXPECT_THAT(refusal_of_zip({{"a.har", one}, {"b.HAR", one}}), HasSubstr("more than one HAR"));
  EXPECT_THAT(refusal_of_zip({{"har.har", one}}, "secret"),
              HasSubstr("cannot be read: No password provided"));
  EXPECT_THAT(refusal_of_zip({{"har.har", "{!"}}), HasSubstr("the JSON is broken"));
}

TEST(HarZip, AZipThatIsTornNamesTheReason) {
  const StoredZip zip({{"a.html", "<p>text</p>"}, {"har.har", har_with_file("a.html")}});
  const std::string whole = zip.bytes();
  for (std::size_t length = 4; length < whole.size(); ++length) {
    const StoredFile torn(std::string_view(whole).substr(0, length));
    EXPECT_THAT(refusal(torn.path()), HasSubstr("the zip cannot be read: ")) << length;
  }
}

TEST(HarZip, ABodyThatIsABombIsAbsent) {
  const StoredZip zip(
      {{"a.html", std::string(40'000'000, ' ')},
       {"har.har", har({entry("a", R"("_file": "a.html")"), entry("b", R"("text": "<p>")")})}});
  const ReadArchive read = read_archive_at(zip.path());
  ASSERT_THAT(read.exchanges, SizeIs(2));
  EXPECT_EQ(read.exchanges[0].state, ArchivedBody::absent);
  EXPECT_THAT(read.exchanges[0].flaw, HasSubstr("unpacks to more than 300 times its size"));
  EXPECT_EQ(read.exchanges[1].body, "<p>");
}

TEST(HarZip, AHarThatIsABombEndsTheArchive) {
  const std::string text = har({entry("a", R"("text": "<p>")")});
  const StoredZip zip({{"har.har", text + std::string(40'000'000, ' ') + "{}"}});
  const ReadArchive read = read_archive_at(zip.path());
  EXPECT_THAT(read.exchanges, SizeIs(1)) << "what stands before it";
  ASSERT_THAT(read.faults, SizeIs(1));
  EXPECT_TRUE(read.faults[0].is_last);
  EXPECT_THAT(read.faults[0].reason, HasSubstr("unpacks to more than 300 times its size"));
}

TEST(HarZip, ABodyThatNobodyCanHoldIsItsBeginning) {
  // Packed no smaller than it is, so that it is no bomb.
  const StoredZip zip({{"a.html", std::string((std::size_t{64} << 20) + 1, ' '), ZIP_CM_STORE},
                       {"har.har", har_with_file("a.html")}});
  const ReadArchive read = read_archive_at(zip.path());
  ASSERT_THAT(read.exchanges, SizeIs(1));
  EXPECT_EQ(read.exchanges[0].state, ArchivedBody::truncated);
  EXPECT_EQ(read.exchanges[0].body.size(), std::size_t{64} << 20);
}

TEST(HarZip, AZipOfTooManyFilesIsRefused) {
  std::vector<ZippedFile> files;
  for (std::uint64_t i = 0; i <= ZipFile::kMostMembers; ++i)
    files.push_back({std::to_string(i), "", ZIP_CM_STORE});
  EXPECT_THAT(refusal_of_zip(files), HasSubstr("more than 200000 files"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit::tests
