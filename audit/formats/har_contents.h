// Where the bodies are that a HAR keeps outside of itself.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>

namespace caveat::audit {

/// A body out of a file; its beginning if it `is_cut`.
struct HarContent {
  std::string bytes;
  bool is_cut = false;
};

/// Why there is none.
struct HarContentFault {
  std::string reason;  ///< in words
};

/// Gives what `content._file` of an entry names: Playwright writes it. One thread.
class HarContents {
 public:
  virtual ~HarContents() = default;

  /// No more than `most_bytes` of it.
  virtual boost::system::result<HarContent, HarContentFault> read(const std::string& name,
                                                                  std::size_t most_bytes) = 0;
};

/// The files beside the HAR at `path`, and none elsewhere: an archive has no say over what else is read on
/// this machine.
std::unique_ptr<HarContents> contents_beside(const std::string& path);

}  // namespace caveat::audit
