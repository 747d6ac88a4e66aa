// What is read out of ARC, HAR, folders and lists, made by hand.
#include <gmock/gmock.h>

#include "audit/formats/mirrored_url.h"
#include "tests/audit/archive_reading.h"

namespace caveat::audit::tests {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string arc_record(std::string_view url, std::string_view block) {
  return std::string(url) + " 192.0.2.1 20050614070151 text/html " + std::to_string(block.size()) + "\n" +
         std::string(block) + "\n";
}

std::string arc_version_block() {
  const std::string block = "1 0 Somebody\nURL IP-address Archive-date Content-type Archive-length\n\n";
  return "filedesc://a.arc 0.0.0.0 20050614070144 text/plain " + std::to_string(block.size()) + "\n" + block +
         "\n";
}

TEST(ArcArchive, GivesResponsesWithTheirTimeAndPassesOverTheRest) {
  const std::string bytes = arc_version_block() + arc_record("dns:news.example", "1") +
                            arc_record("http://news.example/a b", kPage);
  for (const std::string& packing : {bytes, packed(bytes)}) {
    const ReadArchive read = read_archive(packing);
    ASSERT_THAT(read.exchanges, SizeIs(1));
    EXPECT_EQ(read.exchanges[0].exchange.url, "http://news.example/a b");
    EXPECT_EQ(read.exchanges[0].exchange.head.status, 200);
    EXPECT_EQ(read.exchanges[0].body, "<p>Hello</p>");
    EXPECT_TRUE(read.exchanges[0].exchange.time);
    EXPECT_THAT(read.faults, SizeIs(0));
  }
}

TEST(ArcArchive, ReadsRecordsOfVersionTwo) {
  const std::string line = "http://news.example/ 192.0.2.1 20050614070151 text/html 200 abc - 0 a.arc " +
                           std::to_string(kPage.size()) + "\n";
  EXPECT_EQ(read_archive(arc_version_block() + line + std::string(kPage) + "\n").exchanges.at(0).body,
            "<p>Hello</p>");
}

TEST(ArcArchive, ReadsOnBehindGarbage) {
  const ReadArchive read =
      read_archive(arc_version_block() + "garbage\nmore\n" + arc_record("http://news.example/", kPage));
  ASSERT_THAT(read.exchanges, SizeIs(1));
  ASSERT_THAT(read.faults, SizeIs(1));
  EXPECT_EQ(read.faults[0].place.offset, arc_version_block().size());
}

std::string har(std::string_view entries) {
  return R"({"log": {"version": "1.2", "pages": [{"id": "x"}], "entries": [)" + std::string(entries) + "]}}";
}

std::string har_entry(std::string_view fields, std::string_view content) {
  return R"({"startedDateTime": "2026-11-26T23:37:00.123+01:00",
    "request": {"method": "GET", "url": "https://news.example/a",
                "headers": [{"name": "Cookie", "value": "id=1"}, {"name": "Accept-Language", "value": "ru"}]},
    "response": {"status": 200, "statusText": "OK", "headers": [)" +
         std::string(fields) + R"(], "content": {)" + std::string(content) + R"(}, "bodySize": 10}})";
}

TEST(HarArchive, GivesEntriesWithTheirTimeAndFields) {
  const ReadArchive read = read_archive(har(
      har_entry(R"({"name": "X-A", "value": "b"})", R"("mimeType": "text/html", "text": "<p>\u0416</p>")")));
  ASSERT_THAT(read.exchanges, SizeIs(1));
  const ArchivedExchange& exchange = read.exchanges[0].exchange;
  EXPECT_EQ(exchange.time, std::chrono::sys_days(std::chrono::year(2026) / 11 / 26) + std::chrono::hours(22) +
                               std::chrono::minutes(37));
  EXPECT_EQ(exchange.request_fields.first("accept-language"), "ru");
  EXPECT_FALSE(exchange.request_fields.contains("Cookie"));
  EXPECT_EQ(exchange.head.fields.first("X-A"), "b");
  EXPECT_EQ(exchange.place.record, "log.entries[0]");
  EXPECT_EQ(read.exchanges[0].body, "<p>\xd0\x96</p>");
}

TEST(HarArchive, HeadsFitBodiesThatTheBrowserDecoded) {
  const ReadArchive read = read_archive(har(har_entry(
      R"({"name": "Content-Encoding", "value": "br"}, {"name": "content-type", "value": "text/html; charset=windows-1251"},
         {"name": "Content-Length", "value": "3"})",
      R"("text": "<p>")")));
  const filter::FieldLines& fields = read.exchanges.at(0).exchange.head.fields;
  EXPECT_FALSE(fields.contains("Content-Encoding"));
  EXPECT_FALSE(fields.contains("Content-Length"));
  EXPECT_EQ(fields.first("Content-Type"), "text/html; charset=utf-8");
}

TEST(HarArchive, DecodesBase64AndLeavesItsCharset) {
  const ReadArchive read =
      read_archive(har(har_entry(R"({"name": "Content-Type", "value": "text/html; charset=koi8-r"})",
                                 R"("encoding": "base64", "text": "PHA+")")));
  EXPECT_EQ(read.exchanges.at(0).body, "<p>");
  EXPECT_EQ(read.exchanges.at(0).exchange.head.fields.first("Content-Type"), "text/html; charset=koi8-r");
}

TEST(HarArchive, TellsOfContentThatIsNotThereOrWasTakenOut) {
  const ReadArchive read = read_archive(har(har_entry("", R"("size": 5)") + "," +
                                            har_entry("", R"("size": 500, "text": "removed")") + "," +
                                            har_entry("", R"("encoding": "base64", "text": "%%")")));
  ASSERT_THAT(read.exchanges, SizeIs(3));
  EXPECT_EQ(read.exchanges[0].state, ArchivedBody::absent);
  EXPECT_EQ(read.exchanges[1].state, ArchivedBody::truncated);
  EXPECT_EQ(read.exchanges[2].state, ArchivedBody::absent);
}

struct Unanswered {
  const char* url;
  const char* accept;
  const char* resource_type;
  bool may_be_page;
};

TEST(HarArchive, TellsOfARequestThatNobodyAnsweredWhetherItWasForAPage) {
  const std::vector<Unanswered> cases = {
      {"https://news.example/a", "", "", true},
      {"https://news.example/a.html?x=b.js", "text/html,*/*;q=0.8", "", true},
      {"https://news.example/a", "text/html", "document", true},
      {"https://news.example/a.js", "*/*", "document", true},
      {"https://tracker.example/collect", "*/*", "", false},
      {"https://news.example/a.js?v=1", "", "", false},
      {"https://news.example/f.woff2", "", "", false},
      {"https://news.example/a", "text/html", "fetch", false},
  };
  for (const Unanswered& one : cases) {
    const ReadArchive read =
        read_archive(har(std::string(R"({"_resourceType": ")") + one.resource_type +
                         R"(", "request": {"method": "GET", "url": ")" + one.url +
                         R"(", "headers": [{"name": "Accept", "value": ")" + one.accept + R"("}]}})"));
    const ArchivedExchange& exchange = read.exchanges.at(0).exchange;
    EXPECT_EQ(exchange.body, ArchivedBody::no_answer);
    EXPECT_EQ(exchange.head.fields.contains("Content-Type"), !one.may_be_page) << one.url << one.accept;
  }
}

TEST(HarArchive, GivesRequestsThatNobodyAnswered) {
  std::string blocked = har_entry("", R"("size": 0, "mimeType": "x-unknown")");
  blocked.replace(blocked.find("200"), 3, "0");
  const std::string alone = R"({"request": {"method": "GET", "url": "https://news.example/b"}})";
  const ReadArchive read = read_archive(har(har_entry("", R"("text": "<p>")") + "," + blocked + "," + alone));
  ASSERT_THAT(read.exchanges, SizeIs(3));
  EXPECT_EQ(read.exchanges[0].exchange.body, ArchivedBody::whole);
  EXPECT_EQ(read.exchanges[1].exchange.body, ArchivedBody::no_answer);
  EXPECT_EQ(read.exchanges[1].exchange.head.status, 0);
  EXPECT_EQ(read.exchanges[1].exchange.place.record, "log.entries[1]");
  EXPECT_EQ(read.exchanges[1].flaw, "its status is 0: the request was blocked, broken off or failed");
  EXPECT_EQ(read.exchanges[2].exchange.body, ArchivedBody::no_answer);
  EXPECT_EQ(read.exchanges[2].flaw, "the entry has no response");
}

TEST(HarArchive, TakesABodyForEmptyThatIsStatedToBeSo) {
  const std::string empty = R"({"name": "Content-Length", "value": "0"})";
  for (const char* size : {"0", "-1"}) {
    std::string entry = har_entry(empty, R"("size": )" + std::string(size));
    entry.replace(entry.find(R"("bodySize": 10)"), 14, R"("bodySize": 0)");
    EXPECT_EQ(read_archive(har(entry)).exchanges.at(0).state, ArchivedBody::whole) << size;
  }
}

TEST(HarArchive, ReadsContentThatPlaywrightKeptInAFileBesideIt) {
  const StoredFile content("<p>attached</p>");
  const std::string name = std::filesystem::path(content.path()).filename().string();
  const ReadArchive read = read_archive(har(har_entry("", R"("size": -1, "_file": ")" + name + "\"")));
  ASSERT_THAT(read.exchanges, SizeIs(1));
  EXPECT_EQ(read.exchanges[0].body, "<p>attached</p>");
  EXPECT_EQ(read.exchanges[0].state, ArchivedBody::whole);
}

TEST(HarArchive, ReadsNoFileElsewhere) {
  const StoredFile content("<p>secret</p>");
  for (const std::string& name : {content.path(), "../tmp/" + fs::path(content.path()).filename().string()}) {
    const ReadArchive read = read_archive(har(har_entry("", R"("_file": ")" + name + "\"")));
    ASSERT_THAT(read.exchanges, SizeIs(1));
    EXPECT_EQ(read.exchanges[0].state, ArchivedBody::absent) << name;
  }
}

TEST(HarArchive, ReadsEntriesWithTheDeepStacksThatChromeWrites) {
  std::string stack = "{}";
  for (int i = 0; i < 200; ++i) stack = R"({"parent": )" + stack + "}";
  const std::string entry = har_entry("", R"("text": "<p>")");
  const ReadArchive read =
      read_archive(har(R"({"_initiator": )" + stack + "," + entry.substr(entry.find('{') + 1)));
  EXPECT_THAT(read.exchanges, SizeIs(1));
  EXPECT_THAT(read.faults, SizeIs(0));
}

TEST(HarArchive, GivesWhatStandsBeforeABreakInTheJson) {
  const std::string whole = har(har_entry("", R"("text": "<p>")"));
  for (const std::string_view end : {"", "}", ",,"}) {
    const ReadArchive read = read_archive(whole.substr(0, whole.size() - 3) + std::string(end));
    EXPECT_THAT(read.exchanges, SizeIs(1)) << end;
    ASSERT_THAT(read.faults, SizeIs(1)) << end;
    EXPECT_TRUE(read.faults[0].is_last) << end;
  }
}

TEST(HarArchive, ReadsAByteOrderMarkAndCompression) {
  EXPECT_THAT(read_archive("\xef\xbb\xbf" + har(har_entry("", ""))).exchanges, SizeIs(1));
  EXPECT_THAT(read_archive(packed(har(har_entry("", "")))).exchanges, SizeIs(1));
}

struct Mirrored {
  const char* file;
  const char* url;
};

TEST(MirroredUrl, UndoesHowWgetNamesFiles) {
  const std::vector<Mirrored> cases = {
      {"news.example/index.html", "https://news.example/"},
      {"news.example/a/index.html", "https://news.example/a/"},
      {"news.example/a/1.html", "https://news.example/a/1.html"},
      {"news.example/index.html?x=1", "https://news.example/?x=1"},
      {"news.example/a?next=%2Fb%2Fc", "https://news.example/a?next=/b/c"},
      {"news.example/a?x=1.html", "https://news.example/a?x=1"},
      {"news.example/a b.html", "https://news.example/a%20b.html"},
      {"news.example/100%.html", "https://news.example/100%25.html"},
      {"news.example/a%2Fb.html", "https://news.example/a%2Fb.html"},
      {"127.0.0.1:8080/1.html", "https://127.0.0.1:8080/1.html"},
      {"www.news.example+8080/index.html@x=1", "https://www.news.example:8080/?x=1"},
      {"news.example/@editor/index.html", "https://news.example/@editor/"},
      {"news.example/a/editor@news.html", "https://news.example/a/editor@news.html"},
      {"a/1.html", "https://mirror/a/1.html"},
      {"1.html", "https://mirror/1.html"},
      {"\xd0\x96.html", "https://mirror/%D0%96.html"},
  };
  for (const Mirrored& one : cases) EXPECT_EQ(mirrored_url(one.file, "mirror"), one.url) << one.file;
}

/// A folder that is gone when the test is over.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "caveat-folder-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const std::string& file, std::string_view bytes) const {
    fs::create_directories((path_ / file).parent_path());
    std::ofstream(path_ / file, std::ios::binary) << bytes;
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::vector<std::string> urls_of(const ReadArchive& read) {
  std::vector<std::string> urls;
  for (const ReadExchange& one : read.exchanges) urls.push_back(one.exchange.url);
  return urls;
}

TEST(FolderArchive, GivesPagesInOrderAndNothingElse) {
  const Folder folder;
  folder.write("news.example/b.html", "<p>b");
  folder.write("news.example/a/index.html", "<p>a");
  folder.write("news.example/style.css", "p {}");
  folder.write("news.example/article?id=5", "<!DOCTYPE html><p>5");
  folder.write("news.example/data?id=5", "{}");
  const ReadArchive read = read_archive_at(folder.path().string());
  EXPECT_THAT(urls_of(read), ElementsAre("https://news.example/a/", "https://news.example/article?id=5",
                                         "https://news.example/b.html"));
  EXPECT_EQ(read.exchanges.at(0).body, "<p>a");
  EXPECT_EQ(read.exchanges[0].exchange.head.status, 0);
  EXPECT_EQ(read.exchanges[0].exchange.place.record, "news.example/a/index.html");
}

TEST(FolderArchive, TellsOfArchivesInItInsteadOfPassingThemOver) {
  const Folder folder;
  folder.write("monday.warc.gz", "not looked into");
  folder.write("recorded/readers.HAR", "not looked into");
  const ReadArchive read = read_archive_at(folder.path().string());
  EXPECT_THAT(read.exchanges, IsEmpty());
  ASSERT_THAT(read.faults, SizeIs(2));
  EXPECT_EQ(read.faults[0].place.record, "monday.warc.gz");
  EXPECT_THAT(read.faults[1].reason, HasSubstr("name the archive itself"));
}

TEST(FolderArchive, ReadsWhatWgetKeptBeforeItConvertedLinks) {
  using Names = std::pair<const char*, const char*>;
  for (const auto& [page, original] : {Names{"1.html", "1.html.orig"}, Names{"1?x=1.html", "1?x=1.orig"},
                                       Names{"index.html?x=1", "index.html?x=1.orig"}}) {
    const Folder folder;
    folder.write("news.example/" + std::string(page), "<!DOCTYPE html>converted");
    folder.write("news.example/" + std::string(original), "<!DOCTYPE html>as it was served");
    const ReadArchive read = read_archive_at(folder.path().string());
    ASSERT_THAT(read.exchanges, SizeIs(1)) << page;
    EXPECT_EQ(read.exchanges[0].body, "<!DOCTYPE html>as it was served") << page;
  }
}

TEST(FolderArchive, LooksIntoFilesOfUnknownNames) {
  const Folder folder;
  folder.write("news.example/index.html@x=1", "<!DOCTYPE html><p>1");
  folder.write("news.example/story.cfm", "<!DOCTYPE html><p>2");
  folder.write("news.example/data.bin", "no page");
  EXPECT_THAT(urls_of(read_archive_at(folder.path().string())),
              ElementsAre("https://news.example/?x=1", "https://news.example/story.cfm"));
}

TEST(ArchiveList, GoesThroughAllAndOnBehindOneThatIsNotThere) {
  const Folder folder;
  folder.write("a.warc", warc_response("a", kPage));
  folder.write("c.warc", warc_response("c", kPage));
  folder.write("list.txt", "# archives\na.warc\n\nnowhere.warc\r\nc.warc\n");
  const ReadArchive read = read_archive_at("@" + (folder.path() / "list.txt").string());
  EXPECT_THAT(urls_of(read), ElementsAre("https://news.example/a", "https://news.example/c"));
  ASSERT_THAT(read.faults, SizeIs(1));
  EXPECT_THAT(read.faults[0].place.archive, HasSubstr("nowhere.warc"));
  EXPECT_FALSE(read.faults[0].is_last);
}

TEST(ArchiveList, IsKnownByItsFirstLine) {
  const Folder folder;
  folder.write("a.warc", warc_response("a", kPage));
  folder.write("list", "a.warc\n");
  EXPECT_THAT(read_archive_at((folder.path() / "list").string()).exchanges, SizeIs(1));
}

TEST(ArchiveList, ThatNamesItselfComesToAnEnd) {
  const Folder folder;
  folder.write("list", "list\n");
  for (const char* name : {"list", "@list"}) {
    const std::string path =
        name[0] == '@' ? "@" + (folder.path() / "list").string() : (folder.path() / name).string();
    EXPECT_THAT(read_archive_at(path).faults, SizeIs(1)) << name;
  }
}

TEST(OpenArchive, TakesOnePage) {
  const Folder folder;
  folder.write("news.example/1.html", "<!DOCTYPE html><p>1");
  const ReadArchive read = read_archive_at((folder.path() / "news.example/1.html").string());
  EXPECT_THAT(urls_of(read), ElementsAre("https://news.example/1.html"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit::tests
