package io.playhead.gateway;

import io.playhead.config.ConfigException;
import io.playhead.config.TlsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * What TLS is served with, as it stood in its files when they were read: the certificate and its key, and the
 * authorities of clients' certificates if those are asked for. All of it is known to be usable.
 *
 * @param certificate PEM, with its chain
 * @param key PEM
 * @param clientAuthorities PEM
 */
public record TlsFiles(Buffer certificate, Buffer key, Optional<Buffer> clientAuthorities) {
  private static final String CERTIFICATE = "http.tls.certificate";
  private static final String KEY = "http.tls.key";
  private static final String CLIENT_AUTHORITIES = "http.tls.clientAuthorities";

  /**
   * Reads the files and checks them; it blocks.
   *
   * @throws ConfigException if one cannot be read or used, or if the key is not the certificate's
   */
  public static TlsFiles read(Vertx vertx, TlsConfig config) {
    TlsFiles files = new TlsFiles(content(CERTIFICATE, config.certificate()), content(KEY, config.key()),
        config.asksClients()
            ? Optional.of(content(CLIENT_AUTHORITIES, config.clientAuthorities()))
            : Optional.empty());
    PublicKey certified = certificates(CERTIFICATE, files.certificate).iterator().next().getPublicKey();
    files.clientAuthorities.ifPresent(authorities -> certificates(CLIENT_AUTHORITIES, authorities));
    if (!files.holdsKeyOf(certified, vertx)) {
      throw wrong(KEY, "the private key of " + CERTIFICATE + " as PEM", config.key() + " is not");
    }
    return files;
  }

  /** The settings of a server with these. */
  ServerSSLOptions options() {
    ServerSSLOptions options = new ServerSSLOptions().setKeyCertOptions(keyAndCertificate());
    clientAuthorities.ifPresent(authorities -> options.setClientAuth(ClientAuth.REQUIRED)
        .setTrustOptions(new PemTrustOptions().addCertValue(authorities)));
    return options;
  }

  private KeyCertOptions keyAndCertificate() {
    return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
  }

  /** A key that is not the certificate's would only show when players connect. */
  private boolean holdsKeyOf(PublicKey certified, Vertx vertx) {
    try {
      Signature signature = Signature.getInstance(signatureAlgorithm(certified));
      signature.initSign(privateKey(keyAndCertificate().getKeyManagerFactory(vertx), certified));
      signature.update(certificate.getBytes());
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(certificate.getBytes());
      return signature.verify(signed);
    } catch (Exception unusable) {
      return false;
    }
  }

  private static PrivateKey privateKey(KeyManagerFactory keys, PublicKey certified) throws GeneralSecurityException {
    for (X509KeyManager manager : List.of(keys.getKeyManagers()).stream()
        .filter(X509KeyManager.class::isInstance).map(X509KeyManager.class::cast).toList()) {
      String[] aliases = manager.getServerAliases(certified.getAlgorithm(), null);
      if (aliases != null) {
        return manager.getPrivateKey(aliases[0]);
      }
    }
    throw new GeneralSecurityException("no " + certified.getAlgorithm() + " key");
  }

  private static String signatureAlgorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  private static Buffer content(String configKey, String file) {
    try {
      return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw wrong(configKey, "a readable file",
          file + (Files.exists(Path.of(file)) ? " cannot be read" : " does not exist"));
    }
  }

  private static Collection<? extends Certificate> certificates(String configKey, Buffer pem) {
    try {
      Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes()));
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (CertificateException e) {
      throw wrong(configKey, "a PEM file with certificates", "it has none that can be read");
    }
    throw wrong(configKey, "a PEM file with certificates", "it has none");
  }

  private static ConfigException wrong(String configKey, String expected, String found) {
    return new ConfigException(List.of(configKey + ": expected " + expected + ", " + found));
  }
}
