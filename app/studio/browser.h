// Opens the studio in the user's browser.
#pragma once

#include <optional>
#include <string>

namespace caveat::app {

/// A file that leads to an address and that only its owner can read: an address with a secret in it, given to
/// a browser on its command line, would be seen by everybody on the machine. Gone with this object.
class BrowserPage {
 public:
  /// Asks the desktop to show `address`. nullopt where there is no desktop, or it cannot be asked.
  static std::optional<BrowserPage> open(const std::string& address);

  ~BrowserPage();
  BrowserPage(BrowserPage&& other) noexcept;
  BrowserPage& operator=(BrowserPage&&) = delete;
  BrowserPage(const BrowserPage&) = delete;
  BrowserPage& operator=(const BrowserPage&) = delete;

 private:
  explicit BrowserPage(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace caveat::app
