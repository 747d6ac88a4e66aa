// A journal in a folder of its own, for tests.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "audit/journal/journal_writer.h"
#include "audit/journal/verification.h"

namespace caveat::audit {

/// Makes a folder, which goes with it, and a key.
class JournalScene {
 public:
  JournalScene();
  ~JournalScene();
  JournalScene(const JournalScene&) = delete;
  JournalScene& operator=(const JournalScene&) = delete;

  JournalOptions options() const;
  /// Of a test's second.
  static Moment at(int second);
  static filter::Record record(const std::string& path = "/a/1.html");

  /// A journal of three files, stopped cleanly: `count` responses, each with its end.
  void write_three_files(int count = 12) const;
  std::vector<std::string> files() const;  ///< paths
  JournalPlace place() const;
  JournalVerdict verify(const VerificationTerms& terms = {}) const { return verify_journal(place(), terms); }
  std::string public_key() const { return key_->public_key(); }

  static std::string read(const std::string& path);
  static void write(const std::string& path, const std::string& text);

  std::filesystem::path folder;

 private:
  std::shared_ptr<const rules::SigningKey> key_;
};

}  // namespace caveat::audit
