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
#include "proxy/local_server.h"
#include "proxy/server_log.h"
#include "proxy/worker.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds kBetweenWatches{5};

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

/// Whether a connection to `upstream` comes to a socket that listens on `listen`.
bool leads_back(const asio::ip::tcp::endpoint& upstream, const asio::ip::tcp::endpoint& listen) {
  if (upstream.port() != listen.port()) return false;
  return upstream.address() == listen.address() ||
         (listen.address().is_unspecified() && upstream.address().is_loopback());
}

unsigned thread_count(const ServerOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

/// The workers with their threads, and the admin server.
class Server::Threads {
 public:
  Threads(const ServerOptions& options, const ServerParts& parts,
          std::vector<asio::ip::tcp::endpoint> upstream, const ListeningSockets& sockets)
      : port_(sockets.endpoint.port()),
        shared_{options,
                parts.snapshot,
                parts.clock,
                parts.metrics,
                parts.record_sinks,
                std::move(upstream),
                std::max<std::size_t>(1, options.limits.connections / sockets.descriptors.size())} {
    for (const int descriptor : sockets.descriptors) {
      workers_.push_back(std::make_unique<Worker>(shared_, sockets.endpoint.protocol(), descriptor));
    }
  }
  ~Threads() {
    for (const auto& worker : workers_) worker->stop();
    join();
  }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  void begin() {
    running_ = workers_.size();
    for (const auto& worker : workers_) threads_.emplace_back([this, &worker = *worker] { run(worker); });
  }
  std::uint16_t port() const { return port_; }
  bool drain(std::chrono::milliseconds time);

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

  std::uint16_t port_;
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

struct Server::Signals {
  asio::io_context io;
  asio::signal_set set{io, SIGTERM, SIGINT, SIGHUP};
  asio::steady_timer timer{io};
};

Server::Server(ServerOptions options, ServerParts parts)
    : options_(std::move(options)), parts_(std::move(parts)) {}

Server::~Server() = default;

boost::system::result<void, ServerError> Server::start() {
  signals_ = std::make_unique<Signals>();
  let_hangups_in();
  turn_cores_off();
  raise_descriptor_limit();
  const auto listen = parse_endpoint(options_.listen);
  if (!listen) return ServerError{"'" + options_.listen + "' is no address to listen on: write host:port"};
  const auto upstream = parse_upstream_url(options_.upstream);
  if (!upstream) return ServerError{"'" + options_.upstream + "' is no upstream: write http://host:port"};
  const auto addresses = resolve(*upstream);
  if (!addresses) return addresses.error();
  std::unique_ptr<LocalServer> admin;
  if (!options_.admin_listen.empty()) {
    admin = std::make_unique<LocalServer>(
        LocalServerOptions{.listen = options_.admin_listen, .only_loopback_hosts = false},
        [this, pages = admin_pages(parts_.metrics, parts_.readiness)](const auto& request, auto body) {
          // Readers ask for the time as well, but there may be none at the moment.
          parts_.clock.now();
          if (parts_.watch) parts_.watch();
          return pages(request, body);
        });
    if (const auto started = admin->start(); !started) return started.error();
  }
  const auto own = resolve(*listen);
  if (!own) return own.error();
  if (std::any_of(addresses->begin(), addresses->end(),
                  [&](const auto& address) { return leads_back(address, own->front()); })) {
    return ServerError{"the upstream " + options_.upstream +
                       " is the address that Caveat itself listens on (" + options_.listen +
                       "): name the site's own"};
  }
  const auto sockets = listen_on(*listen, thread_count(options_));
  if (!sockets) return sockets.error();
  threads_ = std::make_unique<Threads>(options_, parts_, *addresses, *sockets);
  threads_->admin = std::move(admin);
  threads_->begin();
  return {};
}

std::uint16_t Server::port() const {
  return threads_ ? threads_->port() : 0;
}

std::uint16_t Server::admin_port() const {
  return threads_ && threads_->admin ? threads_->admin->port() : 0;
}

bool Server::run() {
  std::function<void(const boost::system::error_code&, int)> on_signal;
  on_signal = [&](const boost::system::error_code& error, int signal) {
    if (error || signal != SIGHUP) {
      signals_->timer.cancel();
      return;
    }
    if (parts_.reload) parts_.reload();
    signals_->set.async_wait(on_signal);
  };
  signals_->set.async_wait(on_signal);
  std::function<void(const boost::system::error_code&)> on_time;
  on_time = [&](const boost::system::error_code& error) {
    if (error) return;
    if (parts_.watch) parts_.watch();
    signals_->timer.expires_after(kBetweenWatches);
    signals_->timer.async_wait(on_time);
  };
  on_time({});
  signals_->io.run();
  log_info("draining");
  return drain();
}

bool Server::drain() {
  if (!threads_) return true;
  parts_.readiness.degraded("server", "draining");
  return threads_->drain(options_.limits.drain_time);
}

}  // namespace caveat::proxy
