// A file that is there whole or not at all.
#pragma once

#include <fstream>
#include <ostream>
#include <string>

namespace caveat::audit {

/// Written beside its place under a name of its own, which is gone with this object unless it was put there.
class ReportFile {
 public:
  explicit ReportFile(std::string path);
  ~ReportFile();
  ReportFile(const ReportFile&) = delete;
  ReportFile& operator=(const ReportFile&) = delete;

  std::ostream& stream() { return out_; }
  /// To the disk. Empty, or in words why not.
  std::string close();
  /// After `close`, over what is at its path. Empty, or in words why not.
  std::string put_in_place();

 private:
  std::string path_;
  std::string beside_;  ///< empty: nothing to be removed
  std::string fault_;
  std::ofstream out_;
};

}  // namespace caveat::audit
