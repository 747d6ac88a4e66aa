#include "proxy/http2_codec.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <unordered_map>
#include <utility>
#include <vector>

#include "proxy/incoming_message.h"

namespace caveat::proxy {
namespace {

/// What of a request's body may be under way: a reader far off needs that much to be fast.
constexpr int kStreamWindow = 256 * 1024;
/// Resets that a stream makes up for which ends as it should.
constexpr std::size_t kRedeemed = 10;
/// What may wait to be sent of one: a head, content, a window, an end.
constexpr std::size_t kFramesForStream = 4;
constexpr int kConnectionWindow = 1024 * 1024;
/// Heads are bounded where they come in (`limits.header_bytes`) or are made; the library would drop one that
/// is longer than it thinks proper without a word.
constexpr std::size_t kNoBound = std::numeric_limits<std::int32_t>::max();

struct FreesSession {
  void operator()(nghttp2_session* session) const { nghttp2_session_del(session); }
};
struct FreesCallbacks {
  void operator()(nghttp2_session_callbacks* callbacks) const { nghttp2_session_callbacks_del(callbacks); }
};
struct FreesOption {
  void operator()(nghttp2_option* option) const { nghttp2_option_del(option); }
};

std::string_view view(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

/// nghttp2 wants bytes that it may change; it copies them and does not.
std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
}

std::vector<nghttp2_nv> name_values(const filter::FieldLines& fields) {
  std::vector<nghttp2_nv> list;
  list.reserve(fields.size());
  for (const filter::FieldLine& line : fields) {
    list.push_back({bytes_of(line.name), bytes_of(line.value), line.name.size(), line.value.size(),
                    NGHTTP2_NV_FLAG_NONE});
  }
  return list;
}

std::uint32_t error_code_of(Http2Codec::Reset why) {
  switch (why) {
    case Http2Codec::Reset::no_error:
      return NGHTTP2_NO_ERROR;
    case Http2Codec::Reset::refused:
      return NGHTTP2_REFUSED_STREAM;
    case Http2Codec::Reset::failed:
      break;
  }
  return NGHTTP2_INTERNAL_ERROR;
}

/// What comes in behind a body.
class Trailers {
 public:
  void add(std::string_view name, std::string_view value) {
    bytes_ += name.size() + value.size();
    if (bytes_ <= kMostTrailers) fields_.append(name, value);
  }
  filter::FieldLines take() { return bytes_ <= kMostTrailers ? std::move(fields_) : filter::FieldLines(); }

 private:
  filter::FieldLines fields_;
  std::size_t bytes_ = 0;
};

}  // namespace

struct Http2Codec::Session {
  Session(Http2Events& events_, const Http2Limits& limits_) : events(events_), limits(limits_) {}

  void open();
  /// The list that is coming in on `stream` is whole.
  void head_ended(Http2StreamId stream, bool has_body);
  void content_ended(Http2StreamId stream);
  void count_reset();
  bool is_unheard();
  void give_up();

  static int on_begin_headers(nghttp2_session*, const nghttp2_frame* frame, void* self);
  static int on_header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name,
                       std::size_t name_size, const std::uint8_t* value, std::size_t value_size, std::uint8_t,
                       void* self);
  static int on_frame_received(nghttp2_session*, const nghttp2_frame* frame, void* self);
  static int on_invalid_frame(nghttp2_session*, const nghttp2_frame* frame, int error, void* self);
  static int on_frame_sent(nghttp2_session*, const nghttp2_frame* frame, void* self);
  static int on_data(nghttp2_session*, std::uint8_t, std::int32_t stream, const std::uint8_t* bytes,
                     std::size_t size, void* self);
  static int on_stream_closed(nghttp2_session*, std::int32_t stream, std::uint32_t error, void* self);
  static ssize_t on_pull(nghttp2_session*, std::int32_t stream, std::uint8_t* room, std::size_t size,
                         std::uint32_t* flags, nghttp2_data_source*, void* self);

  Http2Events& events;
  Http2Limits limits;
  std::unique_ptr<nghttp2_session, FreesSession> library;
  std::unordered_map<Http2StreamId, Http2RequestFields> heads;  ///< that are coming in
  std::unordered_map<Http2StreamId, Trailers> trailers;         ///< likewise
  std::size_t resets = 0;
  Http2StreamId reset_by_reader = 0;  ///< the last one
  bool terminated = false;            ///< because of the reader
};

void Http2Codec::Session::open() {
  nghttp2_session_callbacks* raw_callbacks = nullptr;
  nghttp2_option* raw_option = nullptr;
  if (nghttp2_session_callbacks_new(&raw_callbacks) != 0 || nghttp2_option_new(&raw_option) != 0)
    throw std::bad_alloc();
  const std::unique_ptr<nghttp2_session_callbacks, FreesCallbacks> callbacks(raw_callbacks);
  const std::unique_ptr<nghttp2_option, FreesOption> option(raw_option);
  nghttp2_session_callbacks_set_on_begin_headers_callback(raw_callbacks, on_begin_headers);
  nghttp2_session_callbacks_set_on_header_callback(raw_callbacks, on_header);
  nghttp2_session_callbacks_set_on_frame_recv_callback(raw_callbacks, on_frame_received);
  nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(raw_callbacks, on_invalid_frame);
  nghttp2_session_callbacks_set_on_frame_send_callback(raw_callbacks, on_frame_sent);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(raw_callbacks, on_data);
  nghttp2_session_callbacks_set_on_stream_close_callback(raw_callbacks, on_stream_closed);
  nghttp2_option_set_no_auto_window_update(raw_option, 1);
  nghttp2_option_set_no_closed_streams(raw_option, 1);
  nghttp2_option_set_max_send_header_block_length(raw_option, kNoBound);
  nghttp2_session* raw_session = nullptr;
  if (nghttp2_session_server_new2(&raw_session, raw_callbacks, this, raw_option) != 0) throw std::bad_alloc();
  library.reset(raw_session);
  const std::array<nghttp2_settings_entry, 3> settings = {
      {{NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, static_cast<std::uint32_t>(limits.streams)},
       {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kStreamWindow},
       {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, static_cast<std::uint32_t>(limits.header_bytes)}}};
  nghttp2_submit_settings(raw_session, NGHTTP2_FLAG_NONE, settings.data(), settings.size());
  nghttp2_session_set_local_window_size(raw_session, NGHTTP2_FLAG_NONE, 0, kConnectionWindow);
}

void Http2Codec::Session::head_ended(Http2StreamId stream, bool has_body) {
  auto head = heads.extract(stream);
  if (head.empty()) return;
  events.request(stream, std::move(head.mapped()), has_body);
}

void Http2Codec::Session::content_ended(Http2StreamId stream) {
  auto behind = trailers.extract(stream);
  events.content_ended(stream, behind.empty() ? filter::FieldLines() : behind.mapped().take());
}

void Http2Codec::Session::count_reset() {
  if (++resets <= limits.stream_resets || terminated) return;
  events.reset_too_often();
  give_up();
}

/// A reader who takes nothing and asks for more makes us reset streams without end, none of which is counted
/// before it is sent. Nothing can be told to such a one.
bool Http2Codec::Session::is_unheard() {
  const std::size_t most = limits.stream_resets + kFramesForStream * limits.streams;
  if (nghttp2_session_get_outbound_queue_size(library.get()) <= most) return false;
  if (!terminated) events.reset_too_often();
  terminated = true;
  return true;
}

void Http2Codec::Session::give_up() {
  terminated = true;
  nghttp2_session_terminate_session(library.get(), NGHTTP2_ENHANCE_YOUR_CALM);
}

int Http2Codec::Session::on_begin_headers(nghttp2_session*, const nghttp2_frame* frame, void* self) {
  auto& session = *static_cast<Session*>(self);
  if (frame->hd.type != NGHTTP2_HEADERS) return 0;
  if (frame->headers.cat == NGHTTP2_HCAT_REQUEST) {
    session.heads.try_emplace(frame->hd.stream_id, session.limits.header_bytes);
  } else {
    session.trailers.try_emplace(frame->hd.stream_id);
  }
  return 0;
}

int Http2Codec::Session::on_header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name,
                                   std::size_t name_size, const std::uint8_t* value, std::size_t value_size,
                                   std::uint8_t, void* self) {
  auto& session = *static_cast<Session*>(self);
  const auto head = session.heads.find(frame->hd.stream_id);
  const auto trailers = session.trailers.find(frame->hd.stream_id);
  if (head != session.heads.end()) {
    head->second.add(view(name, name_size), view(value, value_size));
  } else if (trailers != session.trailers.end()) {
    trailers->second.add(view(name, name_size), view(value, value_size));
  }
  return 0;
}

int Http2Codec::Session::on_frame_received(nghttp2_session*, const nghttp2_frame* frame, void* self) {
  auto& session = *static_cast<Session*>(self);
  const bool ends = (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
  switch (frame->hd.type) {
    case NGHTTP2_HEADERS:
      if (frame->headers.cat == NGHTTP2_HCAT_REQUEST) {
        session.head_ended(frame->hd.stream_id, !ends);
      } else if (ends) {
        session.content_ended(frame->hd.stream_id);
      }
      break;
    case NGHTTP2_DATA:
      if (ends) session.content_ended(frame->hd.stream_id);
      break;
    case NGHTTP2_RST_STREAM:
      session.reset_by_reader = frame->hd.stream_id;
      session.count_reset();
      break;
    default:
      break;
  }
  return 0;
}

int Http2Codec::Session::on_invalid_frame(nghttp2_session*, const nghttp2_frame*, int error, void* self) {
  if (error == NGHTTP2_ERR_REFUSED_STREAM) static_cast<Session*>(self)->events.refused();
  return 0;
}

int Http2Codec::Session::on_frame_sent(nghttp2_session*, const nghttp2_frame* frame, void* self) {
  auto& session = *static_cast<Session*>(self);
  const bool resets = frame->hd.type == NGHTTP2_RST_STREAM;
  if (resets && frame->rst_stream.error_code != NGHTTP2_NO_ERROR) session.count_reset();
  const bool ends = (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
  if (ends && frame->hd.type == NGHTTP2_HEADERS) session.events.head_sent(frame->hd.stream_id);
  return 0;
}

int Http2Codec::Session::on_data(nghttp2_session*, std::uint8_t, std::int32_t stream,
                                 const std::uint8_t* bytes, std::size_t size, void* self) {
  static_cast<Session*>(self)->events.content(stream, view(bytes, size));
  return 0;
}

int Http2Codec::Session::on_stream_closed(nghttp2_session*, std::int32_t stream, std::uint32_t error,
                                          void* self) {
  auto& session = *static_cast<Session*>(self);
  session.heads.erase(stream);
  session.trailers.erase(stream);
  // A reader may say NO_ERROR of what it resets, too.
  const bool went_well = error == NGHTTP2_NO_ERROR && stream != session.reset_by_reader;
  if (went_well) session.resets -= std::min(session.resets, kRedeemed);
  session.events.closed(stream);
  return 0;
}

ssize_t Http2Codec::Session::on_pull(nghttp2_session* library, std::int32_t stream, std::uint8_t* room,
                                     std::size_t size, std::uint32_t* flags, nghttp2_data_source*,
                                     void* self) {
  auto& session = *static_cast<Session*>(self);
  const auto pulled = session.events.pull(stream, {reinterpret_cast<char*>(room), size});
  if (pulled.ended) *flags |= NGHTTP2_DATA_FLAG_EOF;
  const auto trailers = name_values(pulled.trailers);
  if (!trailers.empty() && nghttp2_submit_trailer(library, stream, trailers.data(), trailers.size()) == 0)
    *flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
  if (pulled.bytes == 0 && !pulled.ended) return NGHTTP2_ERR_DEFERRED;
  return static_cast<ssize_t>(pulled.bytes);
}

Http2Codec::Http2Codec(Http2Events& events, const Http2Limits& limits)
    : session_(std::make_unique<Session>(events, limits)) {
  session_->open();
}

Http2Codec::~Http2Codec() = default;

bool Http2Codec::receive(std::string_view input) {
  const auto used = nghttp2_session_mem_recv(
      session_->library.get(), reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  return used >= 0 && !session_->is_unheard();
}

std::string_view Http2Codec::send() {
  const std::uint8_t* bytes = nullptr;
  const auto size = nghttp2_session_mem_send(session_->library.get(), &bytes);
  return size > 0 ? view(bytes, static_cast<std::size_t>(size)) : std::string_view();
}

bool Http2Codec::is_over() const {
  return nghttp2_session_want_read(session_->library.get()) == 0 &&
         nghttp2_session_want_write(session_->library.get()) == 0;
}

void Http2Codec::proceed(Http2StreamId stream) {
  const filter::FieldLines fields = {{":status", "100"}};
  const auto list = name_values(fields);
  nghttp2_submit_headers(session_->library.get(), NGHTTP2_FLAG_NONE, stream, nullptr, list.data(),
                         list.size(), nullptr);
}

void Http2Codec::respond(Http2StreamId stream, const filter::ResponseHead& head, bool has_body) {
  const filter::FieldLines fields = http2_response_fields(head);
  const auto list = name_values(fields);
  nghttp2_data_provider provider{};
  provider.read_callback = Session::on_pull;
  nghttp2_submit_response(session_->library.get(), stream, list.data(), list.size(),
                          has_body ? &provider : nullptr);
}

bool Http2Codec::has_window(Http2StreamId stream) const {
  return nghttp2_session_get_stream_remote_window_size(session_->library.get(), stream) > 0;
}

void Http2Codec::resume(Http2StreamId stream) {
  nghttp2_session_resume_data(session_->library.get(), stream);
}

void Http2Codec::consumed(Http2StreamId stream, std::size_t bytes) {
  nghttp2_session_consume(session_->library.get(), stream, bytes);
}

void Http2Codec::reset(Http2StreamId stream, Reset why) {
  nghttp2_submit_rst_stream(session_->library.get(), NGHTTP2_FLAG_NONE, stream, error_code_of(why));
}

void Http2Codec::give_up() {
  session_->give_up();
}

void Http2Codec::go_away() {
  nghttp2_session* library = session_->library.get();
  nghttp2_submit_goaway(library, NGHTTP2_FLAG_NONE, nghttp2_session_get_last_proc_stream_id(library),
                        NGHTTP2_NO_ERROR, nullptr, 0);
}

void Http2Codec::announce_end() {
  nghttp2_submit_shutdown_notice(session_->library.get());
}

}  // namespace caveat::proxy
