#include "app/configuration_text.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace caveat::app {

boost::system::result<std::string, std::string> read_configuration_text(const std::string& path) {
  using Result = boost::system::result<std::string, std::string>;
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return Result(boost::system::in_place_error,
                  "the configuration " + path + " is a folder: name the file in it");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Result(boost::system::in_place_error,
                  "the configuration " + path + " cannot be read: " + std::strerror(errno));
  }
  return Result(boost::system::in_place_value, std::istreambuf_iterator<char>(file),
                std::istreambuf_iterator<char>());
}

}  // namespace caveat::app
