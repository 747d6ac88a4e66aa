// Pages to preview: from the configured site, from an archive, or as they were handed in.
#pragma once

#include <memory>
#include <string>

#include "app/studio/studio.h"
#include "audit/archive.h"
#include "studio/served_page.h"

namespace caveat::app {

struct AskedPage {
  std::string url;
  studio::SiteResponse response;
};

/// The member `page` of a question: {url} is asked of the upstream of the configured site that the URL's host
/// belongs to, and of nobody else; {html, url} is what it says, {bytes, url, content_type} a file in base64;
/// {archive, record, url} is read from an archive below the folder of audits or of rules, which takes long
/// and has to wait for its turn.
studio::Asked<AskedPage> asked_page(Studio& studio, const boost::json::object& question);

/// A file or folder that a question names, within the folder of audits or of rules, and as seen from there
/// where it is no whole path; 403 for any other.
studio::Asked<std::string> allowed_path(const Studio& studio, const std::string& path);

/// The archive at such a path, without what it takes from elsewhere. `no-archive` (422) where it cannot be
/// read.
studio::Asked<std::unique_ptr<audit::Archive>> allowed_archive(const Studio& studio, const std::string& path);

}  // namespace caveat::app
