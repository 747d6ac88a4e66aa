#include "audit/formats/har_zip.h"

#include <utility>

#include "audit/formats/har_archive.h"
#include "audit/formats/zip_file.h"
#include "rules/ascii_case.h"

namespace caveat::audit {
namespace {

using Zip = std::shared_ptr<const ZipFile>;

/// The HAR itself, as bytes that come.
class MemberUnpacker final : public Unpacker {
 public:
  MemberUnpacker(Zip zip, std::uint64_t member) : zip_(std::move(zip)), member_(zip_->open_member(member)) {
    tell();
  }

  std::size_t unpack(std::span<char> space) override {
    const std::size_t got = member_.read(space);
    if (got == 0) tell();
    return got;
  }
  std::uint64_t place() const override { return 0; }
  bool has_members() const override { return false; }
  const std::string& damage() const override { return damage_; }
  bool recover(Recognise) override { return false; }
  std::uint64_t pass(std::uint64_t) override { return 0; }
  std::uint64_t position() const override { return member_.packed_bytes(); }

 private:
  void tell() {
    if (!member_.damage().empty()) damage_ = "the HAR in the zip cannot be read: " + member_.damage();
  }

  Zip zip_;
  ZipFile::Member member_;
  std::string damage_;
};

class ZipContents final : public HarContents {
 public:
  explicit ZipContents(Zip zip) : zip_(std::move(zip)) {}

  boost::system::result<HarContent, HarContentFault> read(const std::string& name,
                                                          std::size_t most_bytes) override {
    const auto found = name.find('\0') == std::string::npos ? zip_->find(name) : std::nullopt;
    if (!found) return HarContentFault{"the file with its content is not in the zip"};
    ZipFile::Member member = zip_->open_member(*found);
    HarContent content;
    while (content.bytes.size() <= most_bytes) {
      const std::size_t had = content.bytes.size();
      content.bytes.resize(had + kPiece);
      const std::size_t got = member.read(std::span(content.bytes).subspan(had));
      content.bytes.resize(had + got);
      if (got == 0) break;
    }
    if (!member.damage().empty())
      return HarContentFault{"the file with its content cannot be read out of the zip: " + member.damage()};
    content.is_cut = content.bytes.size() > most_bytes;
    if (content.is_cut) content.bytes.resize(most_bytes);
    return content;
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{64} * 1024;

  Zip zip_;
};

bool is_har(const std::string& name) {
  constexpr std::string_view kEnding = ".har";
  return rules::lower_case(name).ends_with(kEnding);
}

}  // namespace

boost::system::result<std::unique_ptr<Archive>, ArchiveFault> open_har_zip(const std::string& path) {
  const auto refused = [&](std::string reason) {
    return ArchiveFault{{path, 0, {}}, std::move(reason), true};
  };
  if (path == "-") return refused("a zip cannot be read from standard input: name the file");
  auto opened = ZipFile::open(path);
  if (!opened) return refused(opened.error());
  const Zip zip = *std::move(opened);
  std::optional<std::uint64_t> har;
  for (std::uint64_t member = 0; member < zip->members(); ++member) {
    if (!is_har(zip->name(member))) continue;
    if (har) return refused("the zip holds more than one HAR: unpack it and name each");
    har = member;
  }
  if (!har) return refused("the zip holds no HAR");
  auto window = std::make_unique<ArchiveWindow>(std::make_unique<MemberUnpacker>(zip, *har));
  return std::unique_ptr<Archive>(
      std::make_unique<HarArchive>(path, std::move(window), std::make_unique<ZipContents>(zip)));
}

}  // namespace caveat::audit
