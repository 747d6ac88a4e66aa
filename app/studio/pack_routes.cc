// The studio's session, the list of packs, and their files.
#include <chrono>

#include "app/studio/asked_rules.h"
#include "app/studio/routes.h"
#include "app/wall_clock.h"
#include "rules/calendar.h"
#include "rules/digest.h"
#include "rules/pack_template.h"
#include "rules/pack_text.h"
#include "rules/toml_edit.h"
#include "studio/diagnostics_json.h"
#include "studio/pack_list.h"
#include "studio/request_members.h"

namespace caveat::app {
namespace {

namespace json = boost::json;
using studio::ApiAnswer;
using studio::ApiError;

/// Sites whose pages can be fetched: `url` without a host stands for the first; and the rules that each has.
json::array sites_of(const Studio& studio) {
  json::array sites;
  if (!studio.configuration) return sites;
  for (const proxy::SiteOptions& site : studio.configuration->server.sites) {
    json::array hosts;
    for (const rules::SitePattern& host : site.hosts) hosts.emplace_back(host.text());
    const RulesConfiguration& served = *studio.rules_of_site(site.name);
    sites.push_back(json::object{{"name", site.name},
                                 {"hosts", std::move(hosts)},
                                 {"rules", served.path},
                                 {"required_approvals", served.approvals.required},
                                 {"is_default", &served == studio.served_rules()}});
  }
  return sites;
}

ApiAnswer session(Studio& studio, const ApiRequest&) {
  return json::value{{"version", studio.version},
                     {"read_only", studio.read_only},
                     {"rules_folder", studio.rules.root().string()},
                     {"preview_origin", studio.preview_origin},
                     {"now", rules::iso_time(now())},
                     {"has_site", studio.configuration.has_value()},
                     {"sites", sites_of(studio)},
                     {"has_audits", !studio.audits.empty()},
                     {"languages", json::array{"en", "ru"}}};
}

ApiAnswer packs(Studio& studio, const ApiRequest&) {
  const RulesOnDisk on_disk = studio.rules.read();
  json::object list = studio::pack_list({.packs = on_disk.packs,
                                         .approvals = on_disk.approvals,
                                         .policy = studio.approval_policy(),
                                         .now = now(),
                                         .page_exists = page_exists_in(studio.rules)});
  list["digest"] = digest_of(on_disk);
  list["problems"] = studio::diagnostics_json(on_disk.diagnostics);
  return json::value(std::move(list));
}

ApiAnswer pack(Studio& studio, const ApiRequest& request) {
  const auto file = studio.rules.read_pack(request.rest);
  if (!file) return file.error();
  return json::value{{"file", file->path}, {"text", file->text}, {"version", version_of(file->text)}};
}

ApiAnswer save_pack(Studio& studio, const ApiRequest& request) {
  const auto text = studio::needed_text(request.body, "text");
  const auto version = studio::needed_text(request.body, "version");
  if (!text || !version) return text ? version.error() : text.error();
  if (text->size() > std::size_t{1024} * 1024)
    return ApiError{413, "too-large", "A file of rules has at most 1 MiB."};
  const auto written = studio.rules.write_pack(request.rest, *text, *version);
  if (!written) return written.error();
  return json::value{{"version", *written}};
}

ApiAnswer changes(Studio& studio, const ApiRequest&) {
  const RulesOnDisk on_disk = studio.rules.read();
  json::object files;
  for (const rules::SourceFile& file : on_disk.packs) files[file.path] = version_of(file.text);
  // Of these, and of what is in these folders, nobody knows whether it is gone; "." is all.
  json::array unreadable;
  for (const rules::Diagnostic& one : on_disk.diagnostics) {
    if (one.severity == rules::Severity::error) unreadable.emplace_back(one.place.file);
  }
  return json::value{
      {"digest", digest_of(on_disk)}, {"files", std::move(files)}, {"unreadable", std::move(unreadable)}};
}

/// The codes that its regions and conditions name.
json::array places_of(const rules::PackTemplate& one) {
  json::array places;
  const auto pack = rules::read_pack_text({std::string(one.name), std::string(one.files.front().text)});
  if (!pack) return places;
  for (const std::string& place : pack->regions) {
    if (geoip::Location::stated(place)) places.emplace_back(place);
  }
  return places;
}

ApiAnswer templates(Studio&, const ApiRequest&) {
  json::array list;
  for (const rules::PackTemplate& one : rules::pack_templates()) {
    list.push_back(json::object{{"name", one.name},
                                {"title", rules::title_of(one)},
                                {"jurisdiction", places_of(one)},
                                {"summary", rules::purpose_of(one)},
                                {"files", one.files.size()}});
  }
  return json::value{{"templates", std::move(list)}};
}

/// A pack that is not on disk: its text, and what the list says of it.
ApiAnswer unsaved_pack(const Studio& studio, const rules::SourceFile& file) {
  json::object list = studio::pack_list({.packs = {&file, 1},
                                         .approvals = {},
                                         .policy = studio.approval_policy(),
                                         .now = now(),
                                         .page_exists = page_exists_in(studio.rules)});
  return json::value{{"file", file.path}, {"text", file.text}, {"entry", list.at("packs").at(0)}};
}

/// Nothing is written: what is not saved is nothing that a proxy could read.
ApiAnswer new_pack(Studio& studio, const ApiRequest& request) {
  const auto id = studio::needed_text(request.body, "id");
  const auto name = studio::optional_text(request.body, "template");
  const auto publisher = studio::optional_text(request.body, "publisher");
  const auto owner = studio::optional_text(request.body, "owner");
  const auto site = studio::optional_text(request.body, "site");
  for (const auto* one : {&id, &name, &publisher, &owner, &site}) {
    if (!*one) return one->error();
  }
  const std::string wanted = name->empty() ? std::string(rules::kBlankTemplate) : *name;
  const rules::PackTemplate* found = rules::find_pack_template(wanted);
  if (found == nullptr) return ApiError{404, "no-such-template", "There is no template " + wanted + "."};
  const rules::TemplateAnswers answers{.id = *id,
                                       .publisher = *publisher,
                                       .owner = *owner,
                                       .site = *site,
                                       .made = std::chrono::floor<std::chrono::days>(now())};
  if (const std::string fault = rules::fault_of(answers); !fault.empty())
    return ApiError{422, "bad-answer", fault};
  if (const auto is_free = studio.rules.is_free(*id); !is_free) return is_free.error();
  auto files = rules::pack_from_template(*found, answers);
  for (rules::SourceFile& file : files) file.path.insert(0, *id + "/");
  const rules::SourceFile made = std::move(files.front());
  files.erase(files.begin());
  studio.rules.hold_pages(made.path, std::move(files));
  return unsaved_pack(studio, made);
}

/// A pack that is not saved, under another name: somebody else has taken the one that it had.
ApiAnswer rename_pack(Studio& studio, const ApiRequest& request) {
  const auto file = asked_file(request.body);
  const auto text = studio::needed_text(request.body, "text");
  const auto id = studio::needed_text(request.body, "id");
  if (!file) return file.error();
  if (!text || !id) return text ? id.error() : text.error();
  const rules::TemplateAnswers answers{.id = *id, .publisher = "", .owner = "", .site = "", .made = {}};
  if (const std::string fault = rules::fault_of(answers); !fault.empty())
    return ApiError{422, "bad-answer", fault};
  if (const auto is_free = studio.rules.is_free(*id); !is_free) return is_free.error();
  rules::TomlEdit edit{rules::TomlEdit::Kind::set, {std::string("pack"), std::string("id")}};
  edit.value.data = *id;
  const auto edited = rules::edit_toml(*text, {&edit, 1});
  if (!edited) {
    return ApiError{422, "bad-toml",
                    "The text is not TOML as it is, so its id cannot be changed: mend it first."};
  }
  const std::string path = *id + "/" + *id + ".toml";
  studio.rules.move_pages(*file, path);
  return unsaved_pack(studio, {path, edited->text});
}

constexpr Route kPackRoutes[] = {
    {"GET", "/api/session", session},
    {.method = "GET", .path = "/api/packs", .answer = packs, .sentences = "reason message help suggestion"},
    {.method = "POST", .path = "/api/packs", .answer = new_pack, .writes = true, .sentences = "reason"},
    {.method = "POST", .path = "/api/rename", .answer = rename_pack, .writes = true, .sentences = "reason"},
    {"GET", "/api/packs/", pack},
    {"PUT", "/api/packs/", save_pack, true},
    {"GET", "/api/changes", changes},
    {.method = "GET", .path = "/api/templates", .answer = templates, .sentences = "title summary"},
};

}  // namespace

std::span<const Route> pack_routes() {
  return kPackRoutes;
}

}  // namespace caveat::app
