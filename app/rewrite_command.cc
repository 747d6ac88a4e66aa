#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/reader_facts.h"
#include "app/record_json.h"
#include "app/rule_loading.h"
#include "filter/passage.h"

namespace caveat::app {
namespace {

/// Bodies go to standard output as they come. What is answered in place of the page waits until it is known
/// whether rules want it (a block) or something went wrong.
class StandardOutput final : public filter::PassageSink {
 public:
  void head(const filter::ResponseHead& head) override { is_page_ = head.status == 200; }
  void body(std::string_view bytes) override {
    if (is_page_) {
      std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    } else {
      answer_ += bytes;
    }
  }
  const std::string& answer() const { return answer_; }

 private:
  bool is_page_ = true;
  std::string answer_;
};

void feed_standard_input(filter::Passage& passage) {
  std::string chunk(std::size_t{64} * 1024, '\0');
  while (passage.state() == filter::Passage::State::running && std::cin.good()) {
    std::cin.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    passage.write(std::string_view(chunk).substr(0, static_cast<std::size_t>(std::cin.gcount())));
  }
  if (passage.state() == filter::Passage::State::running) passage.finish();
}

filter::ResponseHead response_head(const RewriteArguments& arguments) {
  std::string type = arguments.content_type;
  if (!arguments.charset.empty()) type += "; charset=" + arguments.charset;
  filter::ResponseHead head;
  if (!type.empty()) head.fields.append("Content-Type", type);
  return head;
}

bool write_report(const std::string& file, const filter::Record& record) {
  std::ofstream out(file, std::ios::binary);
  out << record_json(record);
  out.close();
  if (out) return true;
  std::cerr << "caveat: the report could not be written to " << file << "\n";
  return false;
}

}  // namespace

int rewrite(const RewriteArguments& arguments) {
  auto facts = facts_or_complain(arguments.reader);
  if (!facts) return kCouldNot;
  const auto rules = load_rules_or_complain(arguments.rules);
  if (!rules) return kCouldNot;

  if (arguments.reader.accepted) accept_all(*rules, *facts);
  std::ios::sync_with_stdio(false);
  StandardOutput output;
  filter::Passage passage(rules, *facts, {}, output);
  filter::RequestHead request{.method = "GET", .target = facts->path, .fields = {}};
  passage.request(request);
  if (passage.state() == filter::Passage::State::running) {
    passage.response(response_head(arguments));
    feed_standard_input(passage);
  }
  const filter::Record record = passage.record();
  if (!arguments.report.empty() && !write_report(arguments.report, record)) return kCouldNot;
  if (record.ending == filter::Ending::refused || record.ending == filter::Ending::aborted) {
    std::cerr << "caveat: the page is not served: " << record.failure << " (the reader would get status "
              << record.status << ")\n";
    return kCouldNot;
  }
  std::cout << output.answer() << std::flush;
  return std::cout ? kClean : kCouldNot;
}

}  // namespace caveat::app
