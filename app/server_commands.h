// The commands of whoever runs the server, and what the command line gives each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/diagnostic.h"

namespace caveat::app {

struct GeoArguments {
  std::vector<std::string> addresses;
  std::vector<std::string> databases;
  std::string configuration;  ///< of `caveat serve`, whose data is asked; empty: `databases` and `overrides`
  std::vector<std::string> overrides;
  std::string rules;  ///< to tell whose regions the address falls in; empty: not told
};
/// `caveat geo`: where addresses are, and how that is known.
int geo(const GeoArguments& arguments);

/// `caveat serve`: the proxy before a site.
int serve(const std::string& configuration_path);

struct CrawlArguments {
  std::vector<std::string> sitemaps;  ///< URLs or files
  std::vector<std::string> urls;      ///< files with a URL a line
  std::vector<std::string> regions;   ///< "UA-43", or "UA-43=ADDRESS"
  std::string proxy = "http://127.0.0.1:8080";
  std::string admin;          ///< of that proxy; empty: as `configuration` says
  std::string configuration;  ///< of that proxy, whose region data is taken; empty: the built-in data
  std::string output;
  std::size_t limit = 0;  ///< pages; 0: all
  double rate = 10;       ///< requests a second; 0: any
  unsigned retries = 2;
};
/// `caveat crawl`: a site's pages, as readers of some regions get them, into an archive.
int crawl(const CrawlArguments& arguments);

struct DemoArguments {
  std::string listen = "127.0.0.1:8080";
};
/// `caveat demo`: the proxy before a built-in site, with built-in rules and region data.
int demo(const DemoArguments& arguments);

struct StudioArguments {
  std::string rules;              ///< a folder; empty: that of the configuration, else the current one
  std::string configuration;      ///< of the proxy, for its sites, regions and approvers; empty: none
  std::vector<std::string> keys;  ///< of approvers, beside those in the user's folder of keys
  std::string audits;             ///< a folder of stores of audits; empty: none
  std::uint16_t port = 0;         ///< 0: a free one
  bool read_only = false;
  bool open_browser = true;
  std::string version;  ///< of this program
};
/// `caveat studio`: the page where rules are written, on this machine alone.
int studio(const StudioArguments& arguments);

}  // namespace caveat::app
