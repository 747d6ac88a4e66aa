// A HAR in a zip, with the bodies in files of their own (`.har.zip`): Playwright writes it.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>

#include "audit/archive.h"

namespace caveat::audit {

/// The zip at `path` holds one file `*.har`, whose entries' `content._file` names other files of the zip. The
/// HAR is read as it is unpacked, each body when its entry comes. An error names what is wrong with the zip.
boost::system::result<std::unique_ptr<Archive>, ArchiveFault> open_har_zip(const std::string& path);

}  // namespace caveat::audit
