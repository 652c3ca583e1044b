package io.playhead.config;

import java.time.Duration;

/**
 * TLS of the API for players.
 *
 * @param certificate a PEM file with the certificate and its chain; empty for no TLS
 * @param key a PEM file with the certificate's private key; empty for no TLS
 * @param clientAuthorities a PEM file with the authorities of clients' certificates, which each client must then show;
 *     empty for none
 * @param reloadPeriod how often the files are looked at
 */
public record TlsConfig(String certificate, String key, String clientAuthorities, Duration reloadPeriod) {
  /** Whether the API is served over TLS, and nothing else. */
  public boolean isOn() {
    return !certificate.isEmpty();
  }

  /** Whether clients must show a certificate (mTLS). */
  public boolean asksClients() {
    return !clientAuthorities.isEmpty();
  }
}
