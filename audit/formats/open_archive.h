// Which reader an archive needs.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>

#include "audit/archive.h"

namespace caveat::audit {

/// Opens what is at `path`, by its content: a WARC, an ARC or a HAR, each plain, gzip, zlib or zstd; a folder
/// of pages or one page; a list of archives (`@FILE`, or a text whose first line is the path of a file or
/// folder). "-" is standard input. To add a format: a file in this folder, and a line in `kFormats`.
boost::system::result<std::unique_ptr<Archive>, ArchiveFault> open_archive(const std::string& path);

}  // namespace caveat::audit
