#include "geoip/database.h"

#include <maxminddb.h>

#include <algorithm>
#include <cstring>

#include "geoip/mmdb_file.h"
#include "geoip/private_copy.h"

namespace caveat::geoip {
namespace {

Field to_field(const MMDB_entry_data_s& data) {
  Field field;
  switch (data.type) {
    case MMDB_DATA_TYPE_UTF8_STRING:
      field.kind = Field::Kind::text;
      // An empty text comes with a pointer that nobody may read.
      if (data.data_size > 0) field.text = {data.utf8_string, data.data_size};
      break;
    case MMDB_DATA_TYPE_UINT16:
      field.kind = Field::Kind::number;
      field.number = data.uint16;
      break;
    case MMDB_DATA_TYPE_UINT32:
      field.kind = Field::Kind::number;
      field.number = data.uint32;
      break;
    case MMDB_DATA_TYPE_UINT64:
      field.kind = Field::Kind::number;
      field.number = data.uint64;
      break;
    case MMDB_DATA_TYPE_BOOLEAN:
      field.kind = Field::Kind::truth;
      field.truth = data.boolean;
      break;
    case MMDB_DATA_TYPE_MAP:
      field.kind = Field::Kind::map;
      break;
    case MMDB_DATA_TYPE_ARRAY:
      field.kind = Field::Kind::array;
      break;
    default:
      field.kind = Field::Kind::other;
  }
  return field;
}

void note(FieldTrace& trace, const FieldPath& path, const Field& field) {
  if (field.kind == Field::Kind::text) trace.emplace_back(path.to_string(), field.text);
  if (field.kind == Field::Kind::number) trace.emplace_back(path.to_string(), std::to_string(field.number));
  if (field.kind == Field::Kind::truth) trace.emplace_back(path.to_string(), field.truth ? "true" : "false");
}

Network network_of(const Address& address, int prefix_length) {
  Network network{address, prefix_length};
  for (int bit = prefix_length; bit < 128; ++bit) {
    auto& byte = network.base.bytes[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<std::uint8_t>(byte & ~(0x80U >> (bit % 8)));
  }
  return network;
}

MMDB_lookup_result_s look_up(const MMDB_s& library, const Address& address, int& error) {
  if (address.is_v4()) {
    sockaddr_in query{};
    query.sin_family = AF_INET;
    std::memcpy(&query.sin_addr, address.bytes.data() + kMappedPrefixBits / 8, sizeof query.sin_addr);
    return MMDB_lookup_sockaddr(&library, reinterpret_cast<const sockaddr*>(&query), &error);
  }
  sockaddr_in6 query{};
  query.sin6_family = AF_INET6;
  std::memcpy(&query.sin6_addr, address.bytes.data(), sizeof query.sin6_addr);
  return MMDB_lookup_sockaddr(&library, reinterpret_cast<const sockaddr*>(&query), &error);
}

}  // namespace

/// At one address for life: records point to `library`.
struct Database::State {
  MMDB_s library{};
  std::vector<std::uint32_t> records;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (library.file_content != nullptr) MMDB_close(&library);
  }
};

Field Record::at(const FieldPath& path) const {
  MMDB_entry_s entry{static_cast<const MMDB_s*>(library_state_), offset_};
  MMDB_entry_data_s data{};
  const int status = MMDB_aget_value(&entry, &data, path.steps());
  if (status != MMDB_SUCCESS || !data.has_data) return {};
  const Field field = to_field(data);
  if (trace_ != nullptr) note(*trace_, path, field);
  return field;
}

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

boost::system::result<Database, std::string> Database::open(const PrivateCopy& bytes) {
  auto checked = check_mmdb(bytes.bytes());
  if (!checked) return checked.error();
  auto state = std::make_unique<State>();
  state->records = std::move(checked->records);
  const int status = MMDB_open(bytes.path().c_str(), MMDB_MODE_MMAP, &state->library);
  if (status != MMDB_SUCCESS) {
    state->library.file_content = nullptr;  // the library has closed it
    return std::string("libmaxminddb refuses it: ") + MMDB_strerror(status);
  }
  return Database(std::move(state));
}

std::optional<Database::Answer> Database::find(const Address& address, FieldTrace* trace) const {
  const MMDB_s& library = state_->library;
  int error = MMDB_SUCCESS;
  const MMDB_lookup_result_s found = look_up(library, address, error);
  // The tree was walked at open: an error here is an IPv6 address in an IPv4 database.
  if (error != MMDB_SUCCESS || !found.found_entry) return std::nullopt;
  const bool counts_32_bits = library.metadata.ip_version == 4;
  const int prefix_length = found.netmask + (counts_32_bits ? kMappedPrefixBits : 0);
  return Answer{Record(&library, found.entry.offset, trace), network_of(address, prefix_length)};
}

std::optional<std::uint32_t> Database::find_offset(const Address& address) const {
  int error = MMDB_SUCCESS;
  const MMDB_lookup_result_s found = look_up(state_->library, address, error);
  if (error != MMDB_SUCCESS || !found.found_entry) return std::nullopt;
  return found.entry.offset;
}

std::span<const std::uint32_t> Database::offsets() const {
  return state_->records;
}

Record Database::record(std::uint32_t offset) const {
  return Record(&state_->library, offset, nullptr);
}

std::vector<Record> Database::sample(std::size_t limit) const {
  std::vector<Record> sampled;
  const std::size_t step = std::max<std::size_t>(1, (state_->records.size() + limit - 1) / limit);
  for (std::size_t at = 0; at < state_->records.size(); at += step) {
    sampled.push_back(Record(&state_->library, state_->records[at], nullptr));
  }
  return sampled;
}

std::string_view Database::type() const {
  return state_->library.metadata.database_type;
}

std::chrono::sys_seconds Database::built() const {
  return std::chrono::sys_seconds(std::chrono::seconds(state_->library.metadata.build_epoch));
}

bool Database::holds_ipv6() const {
  return state_->library.metadata.ip_version == 6;
}

}  // namespace caveat::geoip
