#include "app/evidence_places.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "audit/journal/journal_folder.h"
#include "rules/signing_key.h"

namespace caveat::app {

namespace fs = std::filesystem;

boost::system::result<std::vector<audit::JournalPlace>, Complaint> find_journals(
    const std::vector<std::string>& operands) {
  std::vector<audit::JournalPlace> places;
  audit::JournalPlace of_files{.folder = {}, .files = {}, .may_begin_late = true};
  if (operands.empty()) return Complaint{"name the folder of the evidence, or files of one journal"};
  for (const std::string& operand : operands) {
    std::error_code error;
    if (!fs::exists(operand, error)) return Complaint{operand + ": there is no such file or folder"};
    if (!fs::is_directory(operand, error)) {
      of_files.files.push_back(operand);
      continue;
    }
    const auto folders = audit::journals_below(operand);
    if (folders.empty()) return Complaint{operand + ": there is no journal in it"};
    for (const std::string& folder : folders) {
      audit::JournalPlace place{.folder = folder, .files = {}, .may_begin_late = false};
      for (const std::string& name : audit::journal_files(folder))
        place.files.push_back((fs::path(folder) / name).string());
      places.push_back(std::move(place));
    }
  }
  if (!of_files.files.empty()) places.push_back(std::move(of_files));
  return places;
}

std::string must_be_one(const std::vector<audit::JournalPlace>& places) {
  if (places.size() == 1) return {};
  std::string names;
  for (const audit::JournalPlace& place : places) names += "\n  " + place.folder;
  return "there are several journals, each with numbers of its own: name one of" + names;
}

boost::system::result<GivenText, Complaint> read_whole_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Complaint{path + ": " + std::strerror(errno)};
  return GivenText{std::string{std::istreambuf_iterator<char>(file), {}}};
}

boost::system::result<GivenText, Complaint> read_public_key(const std::string& path) {
  if (path.empty()) return GivenText();
  const auto text = read_whole_file(path);
  if (!text) return text.error();
  const auto key = rules::public_key_line(text->text);
  if (!key) return Complaint{path + ": this is no public Ed25519 key"};
  return GivenText{*key};
}

boost::system::result<std::vector<audit::SignedCheckpoint>, Complaint> read_kept_heads(
    const std::vector<std::string>& paths) {
  std::vector<audit::SignedCheckpoint> heads;
  for (const std::string& path : paths) {
    const auto text = read_whole_file(path);
    if (!text) return text.error();
    // Each note ends with the line of its signature; an empty line may part it from the next.
    std::string_view rest = text->text;
    while (rest.find_first_not_of('\n') != std::string_view::npos) {
      rest.remove_prefix(rest.find_first_not_of('\n'));
      const std::size_t signature = std::min(rest.find("\n\n"), rest.size());
      const std::size_t end = std::min(rest.find('\n', std::min(signature + 2, rest.size())), rest.size());
      const auto note = audit::read_note(rest.substr(0, std::min(end + 1, rest.size())));
      if (!note) return Complaint{path + ": this is no checkpoint of `caveat evidence head`"};
      heads.push_back(*note);
      rest.remove_prefix(end);
    }
  }
  return heads;
}

}  // namespace caveat::app
