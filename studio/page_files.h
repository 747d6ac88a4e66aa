// The web page of the studio, as it is built into the program (studio/web/dist).
#pragma once

#include <span>
#include <string_view>

namespace caveat::studio {

struct PageFile {
  std::string_view name;  ///< "index.html", "app.js"
  std::string_view bytes;
};

/// In order of name. They live as long as the program.
std::span<const PageFile> page_files();

/// What a browser is to take the file for, by the end of its name.
std::string_view media_type_of(std::string_view file_name);

}  // namespace caveat::studio
