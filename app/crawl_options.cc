#include "app/crawl_options.h"

#include <CLI/CLI.hpp>

namespace caveat::app {

void add_crawl_options(CLI::App& command, CrawlArguments& arguments) {
  command.add_option("--sitemap", arguments.sitemaps, "A sitemap or an index of them: a URL, or a file")
      ->allow_extra_args(false);
  command.add_option("--urls", arguments.urls, "A file with a URL a line; - is standard input")
      ->allow_extra_args(false);
  command
      .add_option("--as", arguments.regions,
                  "Regions of readers, as RU,UA-43; with an address to be used, UA-43=203.0.113.7")
      ->delimiter(',')
      ->required();
  command.add_option("--proxy", arguments.proxy, "Where the proxy is; http://127.0.0.1:8080 by default");
  command.add_option("--config", arguments.configuration,
                     "The proxy's configuration, whose region data and admin.listen are taken");
  command.add_option(
      "--admin", arguments.admin,
      "Where the proxy's admin server is, which is asked for the digest of its rules; as --config "
      "says by default");
  command.add_option("-o,--output", arguments.output, "The archive, a WARC file compressed by gzip")
      ->required();
  command.add_option("--limit", arguments.limit, "How many pages at most");
  command.add_option("--rate", arguments.rate, "Requests a second, 10 by default; 0: as fast as possible")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--retries", arguments.retries,
                     "How often a page that fails is asked for again; 2 by default");
}

}  // namespace caveat::app
