#include "rules/signing_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

/// RFC 8032, 7.1, test 2, as PKCS #8 and as the line of a public key.
constexpr std::string_view kPrivate =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view kPublic = "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";
constexpr std::string_view kMessage = "r";
constexpr std::string_view kSignature =
    "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==";

std::string passphrase_of_nobody() {
  return "";
}

TEST(SigningKey, SignsAsRfc8032Says) {
  const auto key = SigningKey::read(kPrivate, passphrase_of_nobody);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->public_key(), kPublic);
  EXPECT_EQ(key->sign(kMessage), kSignature);
  EXPECT_TRUE(signature_holds(kPublic, kMessage, kSignature));
}

TEST(SigningKey, IsReadBehindTextAndAsItWasWritten) {
  const SigningKey made = SigningKey::generate();
  const auto read = SigningKey::read("Name: Jana\n" + made.pem(), passphrase_of_nobody);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->public_key(), made.public_key());
  EXPECT_NE(SigningKey::generate().public_key(), made.public_key());
}

TEST(SigningKey, IsNothingElse) {
  for (const std::string_view text :
       {std::string_view(""),
        std::string_view("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
        // X25519, which does not sign.
        std::string_view("-----BEGIN PRIVATE KEY-----\n"
                         "MC4CAQAwBQYDK2VuBCIEIEzNCJsohv+Wnaa5bDFu7DkPR57TpyTjncQGqFuosGn7\n"
                         "-----END PRIVATE KEY-----\n")})
    EXPECT_FALSE(SigningKey::read(text, passphrase_of_nobody)) << text;
}

TEST(PublicKey, IsOneLineOrItsPem) {
  EXPECT_EQ(public_key_line(kPublic), kPublic);
  EXPECT_EQ(public_key_line("  " + std::string(kPublic) + "\r\n"), kPublic);
  EXPECT_EQ(public_key_line("Name: Jana\n" + public_key_pem(kPublic)), kPublic);
}

TEST(PublicKey, IsNothingElse) {
  std::string longer(kPublic);
  longer.append("AAAA");
  std::string other_algorithm(kPublic);
  other_algorithm[11] = 'u';  // X25519
  std::string loose_end(kPublic);
  loose_end[58] = 'x';
  for (const std::string& text :
       {std::string(), std::string("AAAA"), std::string(kPublic.substr(0, 56)), longer, other_algorithm,
        loose_end, std::string(60, '='), std::string(60, '\xFF'), std::string(100'000, 'A')})
    EXPECT_FALSE(public_key_line(text)) << text.substr(0, 80);
}

TEST(Signature, HoldsForItsBytesAndItsKeyOnly) {
  const SigningKey key = SigningKey::generate();
  const std::string signature = key.sign("text");
  EXPECT_TRUE(signature_holds(key.public_key(), "text", signature));
  EXPECT_FALSE(signature_holds(key.public_key(), "Text", signature));
  EXPECT_FALSE(signature_holds(SigningKey::generate().public_key(), "text", signature));
}

TEST(Signature, OfAnyOtherFormDoesNotHold) {
  const SigningKey key = SigningKey::generate();
  const std::string signature = key.sign("text");
  for (const std::string& other :
       {std::string(), signature.substr(0, 84), signature + "AAAA", " " + signature.substr(1),
        signature + "\n", std::string(88, 'A'), std::string(88, '='), std::string(kSignature),
        std::string(1'000'000, 'A')})
    EXPECT_FALSE(signature_holds(key.public_key(), "text", other)) << other.substr(0, 100);
  EXPECT_FALSE(signature_holds("", "text", signature));
  EXPECT_FALSE(signature_holds(std::string(60, 'A'), "text", signature));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
