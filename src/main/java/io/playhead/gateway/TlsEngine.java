package io.playhead.gateway;

import io.netty.handler.ssl.OpenSsl;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who encrypts: BoringSSL where its native library loads, else the JDK, with which a connection takes more memory and
 * its handshake more processor time (docs/performance.md, "Connections").
 */
final class TlsEngine {
  private static final Logger LOG = LoggerFactory.getLogger(TlsEngine.class);

  private TlsEngine() {}

  /** The better one of those that run on this machine; the log says why if it is not BoringSSL. */
  static SSLEngineOptions best() {
    if (OpenSSLEngineOptions.isAvailable()) {
      return new OpenSSLEngineOptions();
    }
    LOG.warn("TLS is the JDK's, as BoringSSL does not load: {}", OpenSsl.unavailabilityCause().toString());
    return new JdkSSLEngineOptions();
  }
}
