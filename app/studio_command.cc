#include <csignal>
#include <iostream>
#include <utility>

#include "app/configuration_text.h"
#include "app/exit_codes.h"
#include "app/region_loading.h"
#include "app/server_commands.h"
#include "app/studio/browser.h"
#include "app/studio/studio_pages.h"

namespace caveat::app {
namespace {

/// Answers are made on so many threads, so that one that takes long does not hold up the rest.
constexpr unsigned kAnswerThreads = 3;

/// nullopt after saying what is wrong.
std::optional<ServeConfiguration> read_studio_configuration(const std::string& path) {
  const auto text = read_configuration_text(path);
  if (!text) {
    could_not(text.error());
    return std::nullopt;
  }
  std::vector<rules::Diagnostic> diagnostics;
  auto configuration = parse_serve_configuration(path, *text, diagnostics);
  if (!configuration) std::cerr << rules::render(diagnostics, rules::DiagnosticFormat::text);
  return configuration;
}

/// The folder that is shown: the one that was named, else that of the configuration's first site.
std::string folder_of(const StudioArguments& arguments,
                      const std::optional<ServeConfiguration>& configuration) {
  if (!arguments.rules.empty()) return arguments.rules;
  return configuration ? configuration->rules.front()->path : ".";
}

/// The configuration's region data; the built-in one where it names no database.
std::shared_ptr<const geoip::Locator> open_regions_or_complain(
    const std::optional<ServeConfiguration>& configuration) {
  if (!configuration) return open_locator_or_complain({}, {});
  const geoip::LocatorOptions& regions = configuration->regions;
  return regions.databases.empty() ? open_locator_or_complain({}, regions.override_paths)
                                   : open_locator_or_complain(regions);
}

std::string origin_of(const char* host, const proxy::LocalServer& server) {
  constexpr std::uint16_t kDefaultPort = 80;  // which browsers leave out
  const std::string port = server.port() == kDefaultPort ? "" : ":" + std::to_string(server.port());
  return "http://" + std::string(host) + port;
}

void wait_for_end() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  int which = 0;
  sigwait(&signals, &which);
}

/// Before any thread begins, so that none of them takes these.
void hold_end() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

int studio(const StudioArguments& arguments) {
  std::optional<ServeConfiguration> configuration;
  if (!arguments.configuration.empty()) {
    configuration = read_studio_configuration(arguments.configuration);
    if (!configuration) return kCouldNot;
  }
  const std::string folder = folder_of(arguments, configuration);
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) return could_not(folder + " is no folder");
  Studio studio(folder);
  studio.version = arguments.version;
  studio.read_only = arguments.read_only;
  studio.locator = open_regions_or_complain(configuration);
  if (!studio.locator) return kCouldNot;
  studio.configuration = std::move(configuration);
  studio.key_files = arguments.keys;
  studio.audits = arguments.audits;
  studio.token = random_secret();
  hold_end();
  proxy::LocalServer previews({.answer_threads = 1},
                              [&studio](const filter::RequestHead& request, std::string_view) {
                                return answer_from_previews(studio, request);
                              });
  proxy::LocalServer pages({.listen = "127.0.0.1:" + std::to_string(arguments.port),
                            .body_bytes = std::size_t{24} * 1024 * 1024,
                            .answer_threads = kAnswerThreads},
                           [&studio](const filter::RequestHead& request, std::string_view body) {
                             return answer_from_studio(studio, request, body);
                           });
  for (proxy::LocalServer* server : {&previews, &pages}) {
    if (const auto bound = server->bind(); !bound)
      return could_not("the studio did not start: " + bound.error().message);
  }
  // Answers of either name the other, and a page that an earlier studio has left open asks at once: so both
  // are known before the first answer.
  studio.preview_origin = origin_of("127.0.0.1", previews);
  studio.own_origins = {origin_of("127.0.0.1", pages), origin_of("localhost", pages)};
  for (proxy::LocalServer* server : {&previews, &pages}) {
    if (const auto started = server->start(); !started)
      return could_not("the studio did not start: " + started.error().message);
  }
  const std::string address = studio.own_origins.front() + "/#token=" + studio.token;
  std::cout << "The studio shows " << studio.rules.root().string()
            << (studio.read_only ? " (nothing can be changed)" : "") << ". Open\n\n  " << address
            << "\n\nWhoever has this address can " << (studio.read_only ? "read" : "change")
            << " the rules; Ctrl-C ends it.\n"
            << std::flush;
  const std::optional<BrowserPage> browser =
      arguments.open_browser ? BrowserPage::open(address) : std::nullopt;
  wait_for_end();
  return kClean;
}

}  // namespace caveat::app
