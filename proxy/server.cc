#include "proxy/server.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>
#include <utility>

#include "proxy/admin_pages.h"
#include "proxy/local_server.h"
#include "proxy/server_log.h"
#include "proxy/upstream_report.h"
#include "proxy/upstream_setup.h"
#include "proxy/upstream_watch.h"
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

unsigned thread_count(const ServerOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

/// The servers behind all sites, and who looks after them.
struct Upstreams {
  std::deque<UpstreamGroup> groups;
  std::optional<UpstreamWatch> watch;
};

}  // namespace

/// The workers with their threads, and the admin server.
class Server::Threads {
 public:
  Threads(const ServerOptions& options, const ServerParts& parts, std::unique_ptr<Upstreams> upstreams,
          const std::vector<ListeningSockets>& sockets)
      : sites_(options.sites),
        upstreams_(std::move(upstreams)),
        shared_{options,
                parts.snapshot,
                parts.clock,
                parts.metrics,
                parts.certificates,
                parts.record_sinks,
                sites_,
                upstreams_->groups,
                std::max<std::size_t>(1, options.limits.connections / thread_count(options)),
                options.limits.remembered_bytes / thread_count(options)} {
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
    upstreams_->watch.emplace(upstreams_->groups);
    running_ = workers_.size();
    for (const auto& worker : workers_) threads_.emplace_back([this, &worker = *worker] { run(worker); });
  }
  const std::vector<std::uint16_t>& ports() const { return ports_; }
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

  std::vector<std::uint16_t> ports_;
  SiteTable sites_;
  std::unique_ptr<Upstreams> upstreams_;
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
};

Server::Server(ServerOptions options, ServerParts parts)
    : options_(std::move(options)), parts_(std::move(parts)) {}

Server::~Server() = default;

boost::system::result<void, ServerError> Server::start() {
  signals_ = std::make_unique<Signals>();
  let_hangups_in();
  turn_cores_off();
  raise_descriptor_limit();
  // OpenSSL writes to sockets that may be gone by then.
  std::signal(SIGPIPE, SIG_IGN);
  auto upstreams = std::make_unique<Upstreams>();
  for (const SiteOptions& site : options_.sites) {
    if (const auto added = add_group(site, options_.listen, upstreams->groups); !added) return added.error();
  }
  for (UpstreamGroup& group : upstreams->groups)
    tell_of_servers(group, options_.sites.size(), parts_.metrics, parts_.readiness);
  std::unique_ptr<LocalServer> admin;
  if (!options_.admin_listen.empty()) {
    admin = std::make_unique<LocalServer>(
        LocalServerOptions{.listen = options_.admin_listen, .only_loopback_hosts = false},
        [this, pages = admin_pages(parts_.metrics, parts_.readiness)](const auto& request, auto body) {
          // Readers ask for the time as well, but there may be none at the moment.
          parts_.clock.now();
          return pages(request, body);
        });
    if (const auto started = admin->start(); !started) return started.error();
  }
  std::vector<ListeningSockets> sockets;
  for (const ListenAddress& own : options_.listen) {
    auto bound = listen_on(own.address, thread_count(options_));
    if (!bound) {
      close_all(sockets);
      return bound.error();
    }
    sockets.push_back(*std::move(bound));
  }
  threads_ = std::make_unique<Threads>(options_, parts_, std::move(upstreams), sockets);
  threads_->admin = std::move(admin);
  threads_->begin();
  return {};
}

std::vector<std::uint16_t> Server::ports() const {
  return threads_ ? threads_->ports() : std::vector<std::uint16_t>();
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
    if (error || signal != SIGHUP) return;
    if (parts_.reload) parts_.reload();
    signals_->set.async_wait(on_signal);
  };
  signals_->set.async_wait(on_signal);
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
