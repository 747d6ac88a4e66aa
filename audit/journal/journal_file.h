// One file of a journal while it is written.
#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace caveat::audit {

/// Closes itself. One thread.
class JournalFile {
 public:
  /// Makes `name` in the open folder; there must be none of that name.
  static boost::system::result<JournalFile> create(int folder, const std::string& name);
  ~JournalFile();
  JournalFile(JournalFile&& other) noexcept;
  JournalFile& operator=(JournalFile&&) = delete;

  /// All of it, or an error: then some of it may be there.
  boost::system::error_code write(std::string_view bytes);
  /// What was written is on the disk, and so is the file's name. After an error it must not be tried again:
  /// the kernel may have dropped what it could not write, and say that all is well.
  boost::system::error_code sync();
  /// Takes the file away again.
  void remove();

  const std::string& name() const { return name_; }

 private:
  JournalFile(int folder, int descriptor, std::string name)
      : folder_(folder), descriptor_(descriptor), name_(std::move(name)) {}

  int folder_;  ///< not owned
  int descriptor_;
  std::string name_;
  bool name_synced_ = false;
};

}  // namespace caveat::audit
