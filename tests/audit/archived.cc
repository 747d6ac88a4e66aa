#include "archived.h"

#include "filter/passage.h"

namespace caveat::audit::tests {
namespace {

class BodySink final : public filter::PassageSink {
 public:
  void head(const filter::ResponseHead&) override {}
  void body(std::string_view bytes) override { bytes_ += bytes; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace

std::string served(const std::shared_ptr<const rules::RuleSet>& rules, const std::string& page,
                   const std::string& code, std::vector<std::string> languages) {
  rules::Facts facts;
  facts.site = "www.newsroom.example";
  facts.path = "/a/1.html";
  facts.location = *geoip::Location::stated(code);
  facts.reader_languages = std::move(languages);
  facts.time = kCapture;
  BodySink sink;
  filter::Passage passage(rules, facts, {}, sink);
  filter::RequestHead request{.method = "GET", .target = facts.path, .fields = {}};
  passage.request(request);
  if (passage.state() == filter::Passage::State::running) {
    passage.response({200, "OK", {{"Content-Type", "text/html; charset=utf-8"}}});
    passage.write(page);
    passage.finish();
  }
  return sink.bytes();
}

}  // namespace caveat::audit::tests
