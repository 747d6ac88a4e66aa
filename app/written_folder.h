// A folder that a server will write into, looked at beforehand.
#pragma once

#include <string>

namespace caveat::app {

/// Why a server with the rights of this process could not make files in `folder`, or the folder itself where
/// it is not there, as far as that can be told without writing anything; else empty.
std::string fault_of_written_folder(const std::string& folder);

}  // namespace caveat::app
