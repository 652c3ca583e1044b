package io.playhead.gateway;

import io.playhead.config.ConfigException;
import io.playhead.config.TlsConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files of TLS now and then, and serves new connections with what has changed; open ones stay as they are.
 *
 * <p>Files are compared by their content: Kubernetes swaps a link above them, of which watching a file tells nothing.
 * Files that do not fit together, because only one is replaced yet, are left for the next look.
 */
public final class TlsReload extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);

  private final TlsConfig config;
  private final GatewayVerticle server;
  private TlsFiles served;
  private String lastFailure = "";

  /**
   * A reload for one server; it starts when deployed.
   *
   * @param server one of those that share the port: all of them follow
   */
  public TlsReload(TlsConfig config, GatewayVerticle server, TlsFiles served) {
    this.config = config;
    this.server = server;
    this.served = served;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(config.reloadPeriod().toMillis(), due -> look());
    return Future.succeededFuture();
  }

  private void look() {
    vertx.executeBlocking(() -> TlsFiles.read(vertx, config))
        .compose(this::serve)
        .onComplete(served -> lastFailure = "", this::keep);
  }

  private Future<Void> serve(TlsFiles read) {
    if (read.equals(served)) {
      return Future.succeededFuture();
    }
    return server.useTls(read).onSuccess(used -> {
      served = read;
      LOG.info("New connections get the changed TLS certificate of {}", config.certificate());
    });
  }

  /** Said once, however long the files stay as they are. */
  private void keep(Throwable failure) {
    if (lastFailure.equals(failure.toString())) {
      return;
    }
    lastFailure = failure.toString();
    if (failure instanceof ConfigException) {
      LOG.warn("The changed TLS files cannot be used, so the old ones stay: {}", failure.getMessage());
    } else {
      LOG.error("The changed TLS files cannot be used, so the old ones stay", failure);
    }
  }
}
