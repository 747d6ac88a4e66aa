#include "proxy/listening_socket.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>

namespace caveat::proxy {
namespace {

namespace ip = boost::asio::ip;
using boost::system::error_code;

constexpr int kBacklog = 4096;

/// A descriptor that closes itself unless it is released.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(Descriptor&& other) noexcept : descriptor_(other.release()) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }
  int release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

std::string advice(int error) {
  switch (error) {
    case EADDRINUSE:
      return "; another process listens there: stop it, or choose another port";
    case EACCES:
      return "; ports below 1024 need the right to bind them (CAP_NET_BIND_SERVICE): choose another port";
    case EADDRNOTAVAIL:
      return "; this machine has no such address: choose one that it has, or 0.0.0.0 for all";
    default:
      return "";
  }
}

ServerError failure(std::string_view what, const std::string& where, int error) {
  std::string message("cannot ");
  message.append(what).append(" ").append(where).append(": ");
  message.append(error_code(error, boost::system::system_category()).message()).append(advice(error));
  return ServerError{std::move(message)};
}

bool set_option(int descriptor, int level, int option) {
  const int on = 1;
  return ::setsockopt(descriptor, level, option, &on, sizeof on) == 0;
}

/// A bound socket, or -1 with `errno`.
Descriptor bind_one(const ip::tcp::endpoint& endpoint, bool shared_port) {
  Descriptor socket(
      ::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP));
  if (socket.get() < 0 || !set_option(socket.get(), SOL_SOCKET, SO_REUSEADDR)) return Descriptor(-1);
  if (shared_port && !set_option(socket.get(), SOL_SOCKET, SO_REUSEPORT)) return Descriptor(-1);
  // Else [::] would take IPv4 as well, and 0.0.0.0 of the same port could not be bound beside it.
  const bool is_v6 = endpoint.protocol().family() == AF_INET6;
  if (is_v6 && !set_option(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY)) return Descriptor(-1);
  if (::bind(socket.get(), endpoint.data(), static_cast<socklen_t>(endpoint.size())) != 0)
    return Descriptor(-1);
  return socket;
}

std::optional<ip::tcp::endpoint> endpoint_of(int descriptor) {
  ip::tcp::endpoint bound;
  auto size = static_cast<socklen_t>(bound.capacity());
  if (::getsockname(descriptor, bound.data(), &size) != 0) return std::nullopt;
  const int family = bound.data()->sa_family;
  if (family != AF_INET && family != AF_INET6) return std::nullopt;
  bound.resize(size);
  return bound;
}

void take_port(ip::tcp::endpoint& endpoint, int descriptor) {
  if (const auto bound = endpoint_of(descriptor)) endpoint.port(bound->port());
}

/// The path of a Unix socket; empty for others, and for those without.
std::string path_of(int descriptor) {
  sockaddr_un bound{};
  socklen_t size = sizeof bound;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&bound), &size) != 0 ||
      bound.sun_family != AF_UNIX)
    return {};
  return {bound.sun_path, ::strnlen(bound.sun_path, sizeof bound.sun_path)};
}

/// The same queue for every descriptor: what waits in it is nobody's until it is accepted.
boost::system::result<ListeningSockets, ServerError> share_queue(int socket, std::size_t count) {
  ListeningSockets sockets{
      .port = 0, .protocol = boost::asio::generic::stream_protocol(AF_UNIX, 0), .descriptors = {}};
  if (const auto own = endpoint_of(socket)) {
    sockets.port = own->port();
    sockets.protocol = own->protocol();
  }
  std::vector<Descriptor> copies;
  for (std::size_t i = 0; i < count; ++i) {
    copies.emplace_back(::fcntl(socket, F_DUPFD_CLOEXEC, 0));
    if (copies.back().get() < 0) return failure("use the socket on", bound_address(socket), errno);
  }
  for (Descriptor& copy : copies) sockets.descriptors.push_back(copy.release());
  return sockets;
}

/// What a process before has left on the port (`hand_port_on`) would send everything to us alone.
void spread_evenly(int socket) {
  const int unused = 0;
  ::setsockopt(socket, SOL_SOCKET, SO_DETACH_REUSEPORT_BPF, &unused, sizeof unused);
}

/// Whether somebody listens on the socket at `address`.
bool is_served(const sockaddr_un& address) {
  const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return probe.get() >= 0 &&
         ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

/// All threads accept from one socket: the kernel shares none of these out.
boost::system::result<ListeningSockets, ServerError> listen_on_path(const std::string& path,
                                                                    std::size_t count,
                                                                    const SocketSources& sources) {
  for (const int socket : sources.handed_over) {
    if (is_bound_to_path(socket, path)) return share_queue(socket, count);
  }
  if (std::string flaw = flaw_of_socket_path(path); !flaw.empty()) return ServerError{std::move(flaw)};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, path.size());
  if (is_served(address)) {
    return ServerError{"cannot listen on " + path +
                       ": another process listens there: stop it, or choose another path"};
  }
  ::unlink(path.c_str());
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (socket.get() < 0 ||
      ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(socket.get(), kBacklog) != 0) {
    return failure("listen on", path, errno);
  }
  ListeningSockets sockets{
      .port = 0, .protocol = boost::asio::generic::stream_protocol(AF_UNIX, 0), .descriptors = {}};
  for (std::size_t i = 1; i < count; ++i) {
    const int shared = ::fcntl(socket.get(), F_DUPFD_CLOEXEC, 0);
    if (shared < 0) {
      const int error = errno;
      for (const int descriptor : sockets.descriptors) ::close(descriptor);
      return failure("listen on", path, error);
    }
    sockets.descriptors.push_back(shared);
  }
  sockets.descriptors.push_back(socket.release());
  return sockets;
}

/// Whether a socket of IPv6 takes what comes by IPv4, too, as ours never do and those of others may.
bool takes_v4(int socket) {
  int is_v6_only = 1;
  socklen_t size = sizeof is_v6_only;
  return ::getsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &is_v6_only, &size) == 0 && is_v6_only == 0;
}

}  // namespace

bool is_bound_to(int socket, const ip::tcp::endpoint& endpoint) {
  const auto bound = endpoint_of(socket);
  if (!bound || bound->port() != endpoint.port()) return false;
  if (bound->address() == endpoint.address()) return true;
  const bool is_any = bound->address().is_unspecified() && endpoint.address().is_unspecified();
  return is_any && endpoint.address().is_v4() && takes_v4(socket);
}

bool is_bound_to_path(int socket, const std::string& path) {
  return !path.empty() && path_of(socket) == path;
}

std::string bound_address(int socket) {
  const auto bound = endpoint_of(socket);
  if (const std::string path = path_of(socket); !path.empty()) return std::string(kUnixPrefix) + path;
  if (!bound) return "a socket that is neither of TCP nor of a path";
  return Endpoint{.host = bound->address().to_string(), .port = bound->port()}.to_string();
}

std::string flaw_of_socket_path(const std::string& path) {
  if (path.empty() || path.size() >= sizeof sockaddr_un::sun_path)
    return "'" + path + "' is no path of a socket: it has to have 1 to 107 bytes";
  const std::string failed = "cannot listen on " + path + ": ";
  struct stat status {};
  const bool is_taken = ::lstat(path.c_str(), &status) == 0;
  if (is_taken && (::stat(path.c_str(), &status) != 0 || !S_ISSOCK(status.st_mode)))
    return failed + "what stands there is no socket: move it away, or choose another path";
  const std::size_t slash = path.rfind('/');
  const std::string folder =
      slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
  errno = 0;
  const bool is_folder = ::stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
  if (is_folder && ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0) return {};
  const error_code why(errno != 0 ? errno : ENOTDIR, boost::system::system_category());
  return failed + "its folder " + folder + ": " + why.message() +
         "; it has to be there, and who runs this has to be allowed to write in it";
}

void hand_port_on(const ListeningSockets& sockets) {
  if (!sockets.are_ours) return;
  // The sockets of a port are numbered in the order of their coming; a number that none has means: as usual.
  const auto own = static_cast<std::uint32_t>(sockets.descriptors.size());
  std::array<sock_filter, 4> program = {
      sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(SKF_AD_OFF + SKF_AD_RANDOM)),
      sock_filter BPF_STMT(BPF_ALU | BPF_MOD | BPF_K, own),
      sock_filter BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, own), sock_filter BPF_STMT(BPF_RET | BPF_A, 0)};
  const sock_fprog filter{.len = program.size(), .filter = program.data()};
  ::setsockopt(sockets.descriptors.front(), SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &filter, sizeof filter);
}

void let_nobody_begin(const ListeningSockets& sockets) {
  if (!sockets.are_ours) return;
  // What a socket's filter sees begins with the header of TCP (RFC 9293, 3.1): its byte 13 holds the flags.
  constexpr std::uint32_t kFlags = 13;
  constexpr std::uint32_t kSyn = 0x02;
  constexpr std::uint32_t kAck = 0x10;
  constexpr std::uint32_t kWhole = 0xffffffff;
  std::array<sock_filter, 5> program = {sock_filter BPF_STMT(BPF_LD | BPF_B | BPF_ABS, kFlags),
                                        sock_filter BPF_STMT(BPF_ALU | BPF_AND | BPF_K, kSyn | kAck),
                                        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kSyn, 0, 1),
                                        sock_filter BPF_STMT(BPF_RET | BPF_K, 0),
                                        sock_filter BPF_STMT(BPF_RET | BPF_K, kWhole)};
  const sock_fprog filter{.len = program.size(), .filter = program.data()};
  for (const int socket : sockets.descriptors)
    ::setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
}

boost::system::result<std::vector<ip::tcp::endpoint>, ServerError> resolve(const Endpoint& endpoint) {
  boost::asio::io_context io;
  ip::tcp::resolver resolver(io);
  error_code error;
  const auto found = resolver.resolve(endpoint.host, std::to_string(endpoint.port), error);
  if (error) {
    const bool may_pass = error == boost::asio::error::host_not_found_try_again;
    return ServerError{"cannot find the host " + endpoint.host + ": " + error.message() +
                           (may_pass ? "; is there a name server?" : "; write an address, or mend the name"),
                       may_pass};
  }
  std::vector<ip::tcp::endpoint> endpoints;
  for (const auto& entry : found) endpoints.push_back(entry.endpoint());
  return endpoints;
}

boost::system::result<ListeningSockets, ServerError> listen_on(const std::string& address, std::size_t count,
                                                               const SocketSources& sources) {
  if (address.starts_with(kUnixPrefix))
    return listen_on_path(address.substr(kUnixPrefix.size()), count, sources);
  const auto endpoint = parse_endpoint(address);
  if (!endpoint)
    return ServerError{"'" + address + "' is no address to listen on: write host:port or unix:/path"};
  const auto addresses = resolve(*endpoint);
  if (!addresses) return addresses.error();
  ip::tcp::endpoint own = addresses->front();
  for (const int socket : sources.handed_over) {
    if (is_bound_to(socket, own)) return share_queue(socket, count);
  }
  if (endpoint->port != 0 && !sources.share_port) {
    // With SO_REUSEPORT a second server of the same user would bind too, and each would get half the readers.
    const Descriptor probe = bind_one(own, false);
    if (probe.get() < 0) return failure("listen on", address, errno);
  }
  std::vector<Descriptor> bound;
  for (std::size_t i = 0; i < count; ++i) {
    Descriptor socket = bind_one(own, true);
    if (socket.get() < 0 || ::listen(socket.get(), kBacklog) != 0)
      return failure("listen on", address, errno);
    take_port(own, socket.get());
    bound.push_back(std::move(socket));
  }
  spread_evenly(bound.front().get());
  ListeningSockets sockets{
      .port = own.port(), .protocol = own.protocol(), .descriptors = {}, .are_ours = true};
  for (Descriptor& socket : bound) sockets.descriptors.push_back(socket.release());
  return sockets;
}

}  // namespace caveat::proxy
