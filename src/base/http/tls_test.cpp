// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "base/http/wire_test.hpp"

namespace teia::http::test {
namespace {

using testing::HasSubstr;

/// A certificate that names itself, valid for an hour, and its key, as PEM files.
void write_certificate(const std::string& certificate, const std::string& key) {
  EVP_PKEY* pair = EVP_EC_gen("P-256");
  X509* made = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
  X509_gmtime_adj(X509_getm_notBefore(made), -60);
  X509_gmtime_adj(X509_getm_notAfter(made), 3600);
  X509_set_pubkey(made, pair);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("teia"), -1, -1, 0);
  X509_set_issuer_name(made, X509_get_subject_name(made));
  X509_sign(made, pair, EVP_sha256());
  FILE* file = std::fopen(certificate.c_str(), "w");
  PEM_write_X509(file, made);
  std::fclose(file);
  file = std::fopen(key.c_str(), "w");
  PEM_write_PrivateKey(file, pair, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
  X509_free(made);
  EVP_PKEY_free(pair);
}

/// One request over TLS; all bytes until the server closes, or "" when the handshake fails.
std::string ask_over_tls(unsigned short port, std::string_view request, int newest) {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_max_proto_version(context, newest);
  BIO* bio = BIO_new_ssl_connect(context);
  BIO_set_conn_hostname(bio, ("127.0.0.1:" + std::to_string(port)).c_str());
  std::string all;
  if (BIO_do_connect(bio) > 0 && BIO_do_handshake(bio) > 0) {
    BIO_write(bio, request.data(), static_cast<int>(request.size()));
    char space[4096];
    for (int size; (size = BIO_read(bio, space, sizeof space)) > 0;) all.append(space, static_cast<std::size_t>(size));
  }
  BIO_free_all(bio);
  SSL_CTX_free(context);
  return all;
}

TEST(Tls, TheSameServerSpeaksIt) {
  Folder folder;
  ServerOptions options;
  options.certificate = (folder.path / "certificate.pem").string();
  options.key = (folder.path / "key.pem").string();
  write_certificate(options.certificate, options.key);
  World world{options};
  const auto reply = ask_over_tls(world.port(), get("/v1/hello") + get("/v1/size?size=300000", "Connection: close\r\n"), TLS1_3_VERSION);
  EXPECT_THAT(reply, HasSubstr(R"({"text":"olá"})"));
  EXPECT_THAT(reply, HasSubstr("strict-transport-security"));
  EXPECT_GT(reply.size(), 300'000u);
  EXPECT_EQ(ask_over_tls(world.port(), get("/v1/hello"), TLS1_1_VERSION), "");
  Client plain{world.port()};
  plain.send(get("/v1/hello"));
  EXPECT_THAT(plain.read_some(), testing::Not(HasSubstr("HTTP/1.1 200")));
}

TEST(Tls, ACertificateThatDoesNotReadStopsTheStart) {
  ServerOptions options;
  options.certificate = options.key = "/nowhere.pem";
  EXPECT_THROW(World{options}, std::system_error);
}

}  // namespace
}  // namespace teia::http::test
