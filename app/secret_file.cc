#include "app/secret_file.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

bool is_credential(const fs::path& path) {
  const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr || *folder == '\0') return false;
  const fs::path below = path.lexically_normal().lexically_relative(fs::path(folder).lexically_normal());
  return !below.empty() && *below.begin() != "..";
}

}  // namespace

SecretFile read_secret_file(const std::string& path) {
  struct stat status {};
  std::ifstream file(path, std::ios::binary);
  if (!file || ::stat(path.c_str(), &status) != 0)
    return {.text = {}, .problem = "the key " + path + " cannot be read: " + std::strerror(errno)};
  const mode_t refused = S_IRWXG | S_IRWXO;
  const mode_t allowed = is_credential(path) ? S_IRGRP : 0;
  if ((status.st_mode & refused & ~allowed) != 0)
    return {.text = {}, .problem = "the key " + path + " may be read by others: chmod 600 " + path};
  return {.text = std::string(std::istreambuf_iterator<char>(file), {}), .problem = {}};
}

}  // namespace caveat::app
