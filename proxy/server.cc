#include "proxy/server.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>
#include <utility>

#include "proxy/admin_pages.h"
#include "proxy/descriptor_budget.h"
#include "proxy/housekeeping.h"
#include "proxy/local_server.h"
#include "proxy/reader_limits.h"
#include "proxy/server_log.h"
#include "proxy/upstream_report.h"
#include "proxy/upstream_watch.h"
#include "proxy/usable_cores.h"
#include "proxy/worker.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;

/// Memory holds requests of readers: none of it may reach a disk (SAFETY.md).
void turn_cores_off() {
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

/// Every reader takes two descriptors.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// The program may have held them back until somebody reloads on them.
void let_hangups_in() {
  sigset_t hangup;
  sigemptyset(&hangup);
  sigaddset(&hangup, SIGHUP);
  ::pthread_sigmask(SIG_UNBLOCK, &hangup, nullptr);
}

void close_all(const std::vector<ListeningSockets>& sockets) {
  for (const ListeningSockets& point : sockets) {
    for (const int descriptor : point.descriptors) ::close(descriptor);
  }
}

/// How long handshakes that have begun may take to their end, also with a reader who is far away: while the
/// kernel already sends new connections to the process that takes over, and once more when it begins none
/// here.
constexpr std::chrono::milliseconds kHandOverStep{500};

AddressBounds bounds_of(const ServerLimits& limits) {
  return {.connections = limits.connections_per_address,
          .requests = limits.requests_per_address,
          .window = limits.address_window};
}

unsigned thread_count(const ServerOptions& options) {
  return options.threads != 0 ? options.threads : usable_cores();
}

/// As many as the operator allows, unless descriptors run out before.
std::size_t connections_of(const ServerOptions& options) {
  const Descriptors descriptors = descriptors_of_process();
  const std::size_t within = connections_within(descriptors, thread_count(options));
  if (within >= options.limits.connections) return options.limits.connections;
  log_warning("limits.connections is " + std::to_string(options.limits.connections) +
              ", but the process may open " + std::to_string(descriptors.allowed) +
              " descriptors: no more than " + std::to_string(within) +
              " readers are served at once; raise the limit (`LimitNOFILE=` in the unit, or `ulimit -n`)");
  return within;
}

}  // namespace

/// The workers with their threads, and the admin server.
class Server::Threads {
 public:
  Threads(const ServerOptions& options, const ServerParts& parts, const OwnAddresses& own,
          const std::vector<ListeningSockets>& sockets)
      : snapshot_(parts.snapshot),
        upstream_watch_(own),
        sockets_(sockets),
        reader_limits_(bounds_of(options.limits)),
        shared_{options,
                parts.snapshot,
                parts.clock,
                parts.metrics,
                parts.certificates,
                reader_limits_,
                parts.record_sinks,
                parts.evidence,
                std::max<std::size_t>(1, connections_of(options) / thread_count(options)),
                options.limits.remembered_bytes / thread_count(options),
                parts.capture} {
    for (const ListeningSockets& point : sockets) ports_.push_back(point.port);
    for (unsigned thread = 0; thread < thread_count(options); ++thread) {
      std::vector<ListeningPoint> points;
      for (std::size_t i = 0; i < sockets.size(); ++i) {
        points.push_back({sockets[i].protocol, sockets[i].descriptors[thread], options.listen[i].terms});
      }
      workers_.push_back(std::make_unique<Worker>(shared_, points));
    }
  }
  ~Threads() {
    for (const auto& worker : workers_) worker->stop();
    join();
  }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  void begin() {
    serve(*snapshot_.current()->sites);
    running_ = workers_.size();
    for (const auto& worker : workers_) threads_.emplace_back([this, &worker = *worker] { run(worker); });
  }
  const std::vector<std::uint16_t>& ports() const { return ports_; }
  bool drain(std::chrono::milliseconds time);
  void hand_over() {
    for (const ListeningSockets& sockets : sockets_) hand_port_on(sockets);
    std::this_thread::sleep_for(kHandOverStep);
    for (const ListeningSockets& sockets : sockets_) let_nobody_begin(sockets);
    std::this_thread::sleep_for(kHandOverStep);
  }
  HousekeepingWork housekeeping(const ServerParts& parts);
  /// Holds readers to the limits, looks after the servers, and has each thread see what is in force, so that
  /// what was is let go also where nobody asks. From any thread.
  void serve(const ServedSites& sites);

  std::unique_ptr<LocalServer> admin;

 private:
  void run(Worker& worker) {
    worker.run();
    const std::lock_guard lock(mutex_);
    --running_;
    one_ended_.notify_all();
  }
  void join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  std::vector<std::uint16_t> ports_;
  const Snapshot& snapshot_;
  UpstreamWatch upstream_watch_;
  std::vector<ListeningSockets> sockets_;  ///< of each address; the workers own the descriptors
  ReaderLimits reader_limits_;
  SharedParts shared_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable one_ended_;
  std::size_t running_ = 0;
};

bool Server::Threads::drain(std::chrono::milliseconds time) {
  for (const auto& worker : workers_) worker->drain();
  bool all_ended = false;
  {
    std::unique_lock lock(mutex_);
    all_ended = one_ended_.wait_for(lock, time, [this] { return running_ == 0; });
  }
  for (const auto& worker : workers_) worker->stop();
  join();
  return all_ended;
}

void Server::Threads::serve(const ServedSites& sites) {
  reader_limits_.set_bounds(bounds_of(sites.options().limits));
  upstream_watch_.look_after({sites.upstreams().begin(), sites.upstreams().end()});
  for (const auto& worker : workers_) worker->refresh();
}

HousekeepingWork Server::Threads::housekeeping(const ServerParts& parts) {
  return {.every_second =
              [this, &metrics = parts.metrics, watch = parts.watch] {
                if (watch) watch();
                reader_limits_.sweep();
                metrics.set_addresses(reader_limits_.addresses());
              },
          .ask_threads =
              [this](const std::function<void()>& answer) {
                for (const auto& worker : workers_) worker->answer(answer);
              },
          .threads = workers_.size(),
          .alive = parts.alive,
          .alive_interval = parts.alive_interval};
}

struct Server::Signals {
  asio::io_context io;
  asio::signal_set set{io, SIGTERM, SIGINT, SIGHUP};
  asio::steady_timer timer{io};
};

Server::Server(ServerOptions options, ServerParts parts)
    : options_(std::move(options)), parts_(std::move(parts)), rules_in_force_(parts_.snapshot) {}

Server::~Server() = default;

boost::system::result<void, ServerError> Server::start() {
  parts_.readiness.degraded("server", "starting");
  signals_ = std::make_unique<Signals>();
  let_hangups_in();
  turn_cores_off();
  raise_descriptor_limit();
  // OpenSSL writes to sockets that may be gone by then.
  std::signal(SIGPIPE, SIG_IGN);
  own_addresses_ = OwnAddresses(options_);
  Judgement judgement = *parts_.snapshot.current();
  auto sites = ServedSites::open(options_, own_addresses_, nullptr);
  if (!sites) return sites.error();
  judgement.sites = *std::move(sites);
  tell_of_servers(*judgement.sites, nullptr, parts_.metrics, parts_.readiness);
  parts_.snapshot.swap(std::move(judgement));
  const SocketSources sources{.handed_over = options_.handed_over_sockets, .share_port = options_.share_port};
  std::unique_ptr<LocalServer> admin;
  if (!options_.admin_listen.empty()) {
    admin = std::make_unique<LocalServer>(
        LocalServerOptions{.listen = options_.admin_listen, .only_loopback_hosts = false, .sources = sources},
        [this, pages = admin_pages(parts_.metrics, parts_.readiness, rules_in_force_)](const auto& request,
                                                                                       auto body) {
          // Readers ask for the time as well, but there may be none at the moment.
          parts_.clock.now();
          if (parts_.watch) parts_.watch();
          return pages(request, body);
        });
    if (const auto started = admin->start(); !started) return started.error();
  }
  if (const auto checked = check_handed_over(); !checked) return checked.error();
  std::vector<ListeningSockets> sockets;
  for (const ListenAddress& own : options_.listen) {
    auto bound = listen_on(own.address, thread_count(options_), sources);
    if (!bound) {
      close_all(sockets);
      return bound.error();
    }
    sockets.push_back(*std::move(bound));
  }
  threads_ = std::make_unique<Threads>(options_, parts_, own_addresses_, sockets);
  threads_->admin = std::move(admin);
  threads_->begin();
  parts_.readiness.sound("server");
  return {};
}

boost::system::result<std::shared_ptr<const ServedSites>, ServerError> Server::open_sites(
    ServerOptions options) const {
  options.listen = options_.listen;
  options.limits.connections = options_.limits.connections;
  options.limits.remembered_bytes = options_.limits.remembered_bytes;
  return ServedSites::open(std::move(options), own_addresses_, parts_.snapshot.current()->sites.get());
}

void Server::take(Judgement judgement) {
  const auto before = parts_.snapshot.current()->sites;
  if (judgement.sites != before)
    tell_of_servers(*judgement.sites, before.get(), parts_.metrics, parts_.readiness);
  const auto sites = judgement.sites;
  parts_.snapshot.swap(std::move(judgement));
  if (threads_) threads_->serve(*sites);
}

std::vector<std::uint16_t> Server::ports() const {
  return threads_ ? threads_->ports() : std::vector<std::uint16_t>();
}

/// Nobody would ever accept what comes to a socket that is not used.
boost::system::result<void, ServerError> Server::check_handed_over() const {
  for (const int socket : options_.handed_over_sockets) {
    const bool is_used =
        own_addresses_.has(socket) ||
        std::any_of(options_.listen.begin(), options_.listen.end(), [&](const ListenAddress& own) {
          return own.address.starts_with(kUnixPrefix) &&
                 is_bound_to_path(socket, own.address.substr(kUnixPrefix.size()));
        });
    if (is_used) continue;
    return ServerError{"the service manager hands over " + bound_address(socket) +
                       ", and no `listen` of the configuration names it: write the same address in both"};
  }
  return {};
}

std::uint16_t Server::port() const {
  return threads_ && !threads_->ports().empty() ? threads_->ports().front() : 0;
}

std::uint16_t Server::admin_port() const {
  return threads_ && threads_->admin ? threads_->admin->port() : 0;
}

bool Server::run() {
  std::function<void(const boost::system::error_code&, int)> on_signal;
  on_signal = [&](const boost::system::error_code& error, int signal) {
    if (error || signal != SIGHUP) return signals_->io.stop();
    if (parts_.reload) parts_.reload();
    signals_->set.async_wait(on_signal);
  };
  signals_->set.async_wait(on_signal);
  const Housekeeping housekeeping(signals_->io, threads_->housekeeping(parts_));
  signals_->io.run();
  log_info("draining");
  return drain();
}

bool Server::drain() {
  if (!threads_) return true;
  parts_.readiness.degraded("server", "draining");
  if (parts_.stopping) parts_.stopping();
  if (options_.share_port) threads_->hand_over();
  return threads_->drain(parts_.snapshot.current()->sites->options().limits.drain_time);
}

}  // namespace caveat::proxy
