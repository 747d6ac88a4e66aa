// The language of the configuration, table by table. A key is added by one line here and one where its table
// is read: `caveat config show` then knows it, and a test asks docs/running-the-proxy.md for it.
#pragma once

#include <span>

#include "rules/vocabulary/key_table.h"

namespace caveat::app {

extern const rules::KeyTable kConfigurationKeys;  ///< the file as a whole
extern const rules::KeyTable kListenKeys;
extern const rules::KeyTable kTlsKeys;
extern const rules::KeyTable kCertificateKeys;
extern const rules::KeyTable kUpstreamKeys;
extern const rules::KeyTable kUpstreamServerKeys;  ///< of each of `servers` that is a table
extern const rules::KeyTable kHealthKeys;
extern const rules::KeyTable kGeoipKeys;
extern const rules::KeyTable kDatabaseKeys;
extern const rules::KeyTable kReadersKeys;
extern const rules::KeyTable kRegionFromKeys;
extern const rules::KeyTable kRulesKeys;
extern const rules::KeyTable kApproverKeys;
extern const rules::KeyTable kAcknowledgeKeys;
extern const rules::KeyTable kAdminKeys;
extern const rules::KeyTable kLogKeys;
extern const rules::KeyTable kCaptureKeys;
extern const rules::KeyTable kReloadKeys;
extern const rules::KeyTable kProcessKeys;
extern const rules::KeyTable kLimitsKeys;
extern const rules::KeyTable kSiteKeys;
extern const rules::KeyTable kSiteLimitsKeys;

}  // namespace caveat::app
