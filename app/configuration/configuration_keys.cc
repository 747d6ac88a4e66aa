#include "app/configuration/configuration_keys.h"

namespace caveat::app {

namespace {

using rules::Key;
using rules::Need;
using enum rules::ValueKind;

constexpr std::string_view kAddressFields[] = {"X-Forwarded-For", "Forwarded"};
constexpr std::string_view kBalances[] = {"round_robin", "least_connections"};
constexpr std::string_view kRequests[] = {"none", "covered", "all"};
constexpr std::string_view kLogFormats[] = {"text", "json"};
constexpr std::string_view kEvidenceModes[] = {"required", "best-effort", "off"};
constexpr std::string_view kEvidenceSyncs[] = {"each-commit", "interval"};

constexpr Key kListen[] = {
    Key::texts("http", "Where readers reach Caveat without TLS.").needed(Need::told_by_parser),
    Key::texts("https", "Where they reach it with TLS.").unless_given("none"),
    Key::of(truth, "proxy_protocol", "Whether connections begin with a PROXY header.").unless_given("false"),
    Key::texts("sites", "Hosts that are served; `*.` for subdomains.").unless_given("every host"),
    Key::of(truth, "share_port", "Whether another Caveat may listen on the same ports, to take over.")
        .unless_given("false"),
};

constexpr Key kCertificate[] = {
    Key::text("chain", "The file with the certificate and what leads to a root.").needed(),
    Key::text("key", "The file with its key.").needed(),
};

constexpr Key kTls[] = {
    Key::of(tables, "certificates", "What readers are shown.")
        .like("[[tls.certificates]], with two brackets on each side")
        .each(kCertificateKeys)
        .needed(Need::told_by_parser),
    Key::of(truth, "http2", "Whether readers are offered HTTP/2.").unless_given("true"),
};

constexpr Key kServer[] = {
    Key::text("url", "`http://host:port`, `https://host:port` or `unix:/path`.").needed(),
    Key::of(integer, "weight", "Its share of the requests.").unless_given("1"),
};

constexpr Key kHealth[] = {
    Key::of(integer, "max_failures", "Failures in a row that take a server out; 0: none does.")
        .unless_given("3"),
    Key::of(integer, "retry_after", "How long a server is out that failed, in seconds.").unless_given("10"),
    Key::text("path", "A path that each server is asked for again and again.").unless_given("no checks"),
    Key::text("host", "The `Host` that checks ask for.")
        .unless_given("the site's first host without `*.`, else the server's own"),
    Key::of(integer, "interval", "Between two checks, in seconds.").unless_given("5"),
    Key::of(integer, "timeout", "How long the answer to a check may take, in seconds.").unless_given("2"),
    Key::of(integer, "status", "The status that is good.").unless_given("any 2xx or 3xx"),
};

constexpr std::string_view kUrlOrServers[] = {"url", "servers"};

constexpr Key kUpstream[] = {
    Key::text("url", "The site's one server.").needed(Need::told_by_parser),
    Key::of(tables, "servers", "The site's servers.")
        .like("servers = [\"http://127.0.0.1:9000\", \"http://127.0.0.1:9001\"]")
        .each(kUpstreamServerKeys)
        .unless_given("the one of `url`"),
    Key::word("balance", kBalances, "Which server is asked next.").unless_given("\"round_robin\""),
    Key::table("health", kHealthKeys, "When a server is left out."),
    Key::of(integer, "retries", "Other servers that are asked after one failed.").unless_given("1"),
    Key::of(truth, "retry_timeouts", "Ask another one also after one that was too slow.")
        .unless_given("false"),
    Key::texts("upgrades", "Protocols that a connection may switch to.").unless_given("[\"websocket\"]"),
    Key::of(truth, "forwarded", "Write `Forwarded` as well.").unless_given("false"),
    Key::of(truth, "compress", "Compress edited pages that the site sends plain.").unless_given("false"),
    Key::text("ca", "A file of the authorities that may vouch for servers.").unless_given("the system's"),
    Key::of(truth, "verify", "Whether a server with https has to prove who it is.").unless_given("true"),
    Key::text("server_name", "Who a server with https has to be.").unless_given("the URL's host"),
    Key::text("certificate", "A file with a certificate of our own.").unless_given("none"),
    Key::text("key", "The file with its key.").unless_given("none"),
};

constexpr Key kCountryField = Key::text("country", "The field with the country.").unless_given("found out");
constexpr Key kSubdivisionField =
    Key::texts("subdivision", "The fields with the subdivision.").unless_given("found out");
constexpr Key kContinentField =
    Key::text("continent", "The field with the continent.").unless_given("found out");
constexpr Key kSystemField =
    Key::text("asn", "The field with the autonomous system's number.").unless_given("found out");
constexpr Key kAnonymousField =
    Key::texts("anonymous", "The fields that mark anonymous readers.").unless_given("found out");

constexpr Key kDatabase[] = {
    Key::text("file", "The MMDB file.").needed(),
    kCountryField,
    kSubdivisionField,
    kContinentField,
    kSystemField,
    kAnonymousField,
};

constexpr Key kGeoip[] = {
    Key::text("database", "The MMDB file.").needed(Need::told_by_parser),
    Key::of(tables, "databases", "Several of them.")
        .like("[[geoip.databases]], with two brackets on each side")
        .each(kDatabaseKeys)
        .unless_given("the one of `database`"),
    kCountryField,
    kSubdivisionField,
    kContinentField,
    kSystemField,
    kAnonymousField,
    Key::texts("overrides", "Geofeeds that win over the databases.").unless_given("none"),
    Key::text("max_age", "How old the oldest database may be.").unless_given("\"90d\""),
    Key::texts("canaries", "Addresses with their regions, which the databases have to know.")
        .unless_given("none"),
    Key::texts("nat64", "Prefixes of NAT64 gateways.").unless_given("none"),
};

constexpr Key kRegionFrom[] = {
    Key::text("country", "The field with the country's code.").needed(),
    Key::text("subdivision", "The field with the subdivision's code.").unless_given("none"),
};

constexpr Key kReaders[] = {
    Key::texts("trusted_proxies", "Who may say where a reader comes from.").unless_given("none"),
    Key::word("address_field", kAddressFields, "The field in which they say it.")
        .unless_given("\"X-Forwarded-For\""),
    Key::table("region_from", kRegionFromKeys, "Fields in which they say the region."),
};

constexpr Key kApprover[] = {
    Key::text("name", "Who it is.").needed(),
    Key::text("key", "The public key.").needed(),
};

constexpr Key kRules[] = {
    Key::text("path", "The file or the folder of packs.").needed(Need::told_by_parser),
    Key::texts("required", "Ids of packs without which nothing starts.").unless_given("none"),
    Key::of(integer, "require_approvals", "How many persons have to approve each pack.").unless_given("0"),
    Key::of(tables, "approvers", "Whose approvals count.")
        .like("[[rules.approvers]], with two brackets on each side")
        .each(kApproverKeys)
        .unless_given("none"),
    Key::of(truth, "allow_empty", "Whether there may be no rules.").unless_given("false"),
};

constexpr Key kAcknowledge[] = {
    Key::text("key_file", "The key that acceptances are signed with.").needed(),
    Key::text("previous_key_file", "The key before it.").unless_given("none"),
    Key::of(truth, "https", "Whether readers come by https though nothing says so.").unless_given("false"),
};

constexpr Key kAdmin[] = {
    Key::text("listen", "Where the operator's pages are: `address:port`.").needed(),
};

constexpr Key kLog[] = {
    Key::word("requests", kRequests, "Which responses get a line.").unless_given("\"covered\""),
    Key::word("format", kLogFormats, "What the server's own lines look like.").unless_given("\"text\""),
};

constexpr Key kEvidence[] = {
    Key::word("mode", kEvidenceModes, "What happens where a record cannot be kept.")
        .unless_given("\"required\""),
    Key::text("folder", "Where the journal is.").needed(),
    Key::text("key_file", "The private Ed25519 key that checkpoints are signed with.").needed(),
    Key::text("origin", "What the journal is called in checkpoints.").unless_given("\"caveat\""),
    Key::word("fsync", kEvidenceSyncs, "When what is written is safe from a loss of power.")
        .unless_given("\"each-commit\""),
    Key::of(integer, "fsync_interval", "Between two of them, in seconds, with \"interval\".")
        .unless_given("1"),
    Key::of(integer, "rotate_bytes", "How long a file of the journal gets, in bytes.")
        .unless_given("268435456"),
    Key::of(truth, "rotate_daily", "Whether each day begins a file.").unless_given("true"),
    Key::of(integer, "checkpoint_interval", "Between two signatures, in seconds.").unless_given("10"),
    Key::of(truth, "body_digests", "Whether records have digests of pages before and after.")
        .unless_given("false"),
    Key::text("syslog", "Where lines are sent besides.").unless_given("nowhere"),
    Key::text("kafka_brokers", "Brokers of Kafka that they are sent to besides.").unless_given("none"),
    Key::text("kafka_topic", "The topic there.").unless_given("\"caveat-evidence\""),
    Key::texts("kafka_properties", "Properties of librdkafka: `name=value`.").unless_given("none"),
};

constexpr Key kCapture[] = {
    Key::text("warc", "The files that responses are kept in; `{date}` stands for the day.").needed(),
    Key::of(integer, "sample", "How many of a hundred responses are kept.").unless_given("100"),
    Key::of(truth, "readers_with_cookies", "Whether responses to readers with cookies are kept, too.")
        .unless_given("false"),
    Key::of(integer, "rotate_bytes", "How long a file gets, in bytes.").unless_given("1073741824"),
    Key::of(integer, "body_bytes", "How much of a body is kept, in bytes.").unless_given("8388608"),
};

constexpr Key kReload[] = {
    Key::of(truth, "watch", "Whether changed files are taken without being told.").unless_given("false"),
};

constexpr Key kProcess[] = {
    Key::of(truth, "confine_files", "Whether the process gives up all files that it does not need.")
        .unless_given("true"),
};

constexpr Key kHoldBytes =
    Key::of(integer, "hold_bytes", "How much of a page waits for a better place for a notice, in bytes.")
        .unless_given("262144");
constexpr Key kHoldTime = Key::of(integer, "hold_time", "How long it waits, in seconds.").unless_given("2");
constexpr Key kPageBytes =
    Key::of(integer, "page_bytes", "How much of a page is edited, in bytes.").unless_given("67108864");
constexpr Key kConnectTime =
    Key::of(integer, "upstream_connect_time", "To connect to the site, in seconds.").unless_given("5");
constexpr Key kUpstreamIdleTime =
    Key::of(integer, "upstream_idle_time", "Without progress of the site, in seconds.").unless_given("60");
constexpr Key kTunnelIdleTime = Key::of(integer, "tunnel_idle_time",
                                        "Without a byte either way once a connection has switched to "
                                        "another protocol, in seconds.")
                                    .unless_given("300");

constexpr Key kLimits[] = {
    kHoldBytes,
    kHoldTime,
    kPageBytes,
    Key::of(integer, "header_bytes", "Of a head, on either side, in bytes.").unless_given("65536"),
    Key::of(integer, "header_time", "For the head of a request, in seconds.").unless_given("10"),
    Key::of(integer, "idle_time", "Without progress of the reader, in seconds.").unless_given("60"),
    Key::of(integer, "connections", "Readers at once.").unless_given("20000"),
    Key::of(integer, "connections_per_address", "Connections of one address at once; 0: no limit.")
        .unless_given("1000"),
    Key::of(integer, "requests_per_address", "Requests of one address in a window; 0: no limit.")
        .unless_given("10000"),
    Key::of(integer, "address_window", "How long an address is remembered, in seconds.").unless_given("10"),
    Key::of(integer, "header_fields", "Fields of a request.").unless_given("100"),
    Key::of(integer, "remembered_bytes", "Of edited pages that are kept in memory; 0: none.")
        .unless_given("134217728"),
    Key::of(integer, "streams", "Requests at once on one HTTP/2 connection.").unless_given("100"),
    Key::of(integer, "stream_resets", "On one HTTP/2 connection; a stream that ends well redeems ten.")
        .unless_given("200"),
    Key::of(integer, "drain_time", "From SIGTERM to the end, in seconds.").unless_given("10"),
    kConnectTime,
    kUpstreamIdleTime,
    kTunnelIdleTime,
};

constexpr Key kSiteLimits[] = {kHoldBytes,   kHoldTime,         kPageBytes,
                               kConnectTime, kUpstreamIdleTime, kTunnelIdleTime};

constexpr Key kSite[] = {
    Key::text("name", "What logs and metrics call it.").needed(),
    Key::texts("hosts", "Hosts that belong to it.").needed(Need::told_by_parser),
    Key::table("upstream", kUpstreamKeys, "Its servers.").unless_given("[upstream]"),
    Key::table("rules", kRulesKeys, "Its rules.").unless_given("[rules]"),
    Key::table("limits", kSiteLimitsKeys, "Its limits.").unless_given("[limits]"),
};

constexpr Key kFile[] = {
    Key::table("listen", kListenKeys, "Where readers reach the server.").needed(Need::told_by_parser),
    Key::table("tls", kTlsKeys, "What readers who come by https are shown.").needed(Need::told_by_parser),
    Key::table("upstream", kUpstreamKeys, "The servers behind the site.").needed(Need::told_by_parser),
    Key::table("geoip", kGeoipKeys, "Where readers are.").needed(Need::told_by_parser),
    Key::table("readers", kReadersKeys, "Who may say where a reader comes from."),
    Key::table("rules", kRulesKeys, "Which packs are in force.").needed(Need::told_by_parser),
    Key::table("acknowledge", kAcknowledgeKeys, "By which keys acceptances are signed."),
    Key::table("admin", kAdminKeys, "The pages for the operator."),
    Key::table("log", kLogKeys, "What is written down."),
    Key::table("evidence", kEvidenceKeys, "What is kept as evidence."),
    Key::table("capture", kCaptureKeys, "Which responses are kept, to be audited."),
    Key::table("limits", kLimitsKeys, "What readers and pages may cost."),
    Key::table("reload", kReloadKeys, "What is read anew without being told."),
    Key::table("process", kProcessKeys, "What the process may do."),
    Key::of(tables, "sites", "Sites that have things of their own.")
        .like("[[sites]], with two brackets on each side")
        .each(kSiteKeys),
};

}  // namespace

constinit const rules::KeyTable kConfigurationKeys = {"the configuration", "", kFile};
constinit const rules::KeyTable kListenKeys = {"[listen]", "", kListen};
constinit const rules::KeyTable kTlsKeys = {"[tls]", "", kTls};
constinit const rules::KeyTable kCertificateKeys = {"[[tls.certificates]]", "", kCertificate};
constinit const rules::KeyTable kUpstreamKeys = {"[upstream]", "", kUpstream, {kUrlOrServers, true}};
constinit const rules::KeyTable kUpstreamServerKeys = {"servers", "", kServer};
constinit const rules::KeyTable kHealthKeys = {"[upstream.health]", "", kHealth};
constinit const rules::KeyTable kGeoipKeys = {"[geoip]", "", kGeoip};
constinit const rules::KeyTable kDatabaseKeys = {"databases", "", kDatabase};
constinit const rules::KeyTable kRegionFromKeys = {"[readers.region_from]", "", kRegionFrom};
constinit const rules::KeyTable kReadersKeys = {"[readers]", "", kReaders};
constinit const rules::KeyTable kRulesKeys = {"[rules]", "", kRules};
constinit const rules::KeyTable kApproverKeys = {"approvers", "", kApprover};
constinit const rules::KeyTable kAcknowledgeKeys = {"[acknowledge]", "", kAcknowledge};
constinit const rules::KeyTable kAdminKeys = {"[admin]", "", kAdmin};
constinit const rules::KeyTable kLogKeys = {"[log]", "", kLog};
constinit const rules::KeyTable kEvidenceKeys = {"[evidence]", "", kEvidence};
constinit const rules::KeyTable kCaptureKeys = {"[capture]", "", kCapture};
constinit const rules::KeyTable kReloadKeys = {"[reload]", "", kReload};
constinit const rules::KeyTable kProcessKeys = {"[process]", "", kProcess};
constinit const rules::KeyTable kLimitsKeys = {"[limits]", "", kLimits};
constinit const rules::KeyTable kSiteKeys = {"[[sites]]", "", kSite};
constinit const rules::KeyTable kSiteLimitsKeys = {"[sites.limits]", "", kSiteLimits};

}  // namespace caveat::app
