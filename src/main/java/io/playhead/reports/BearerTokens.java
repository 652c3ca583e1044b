package io.playhead.reports;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets in who sends a known token as {@code Authorization: Bearer}; without tokens everybody. All others are answered 401. */
final class BearerTokens implements Handler<RoutingContext> {
  private static final String BEARER = "Bearer ";

  private final List<byte[]> hashes;

  /**
   * Those tokens.
   *
   * @param hashes the SHA-256 of each, as hex digits
   */
  BearerTokens(List<String> hashes) {
    this.hashes = hashes.stream().map(HexFormat.of()::parseHex).toList();
  }

  @Override
  public void handle(RoutingContext request) {
    if (hashes.isEmpty() || isKnown(request.request().getHeader(HttpHeaders.AUTHORIZATION))) {
      request.next();
      return;
    }
    request.response().putHeader("WWW-Authenticate", "Bearer");
    Problem.answer(request, 401, "reports take a token, as Authorization: Bearer");
  }

  /** All hashes are compared, and each as a whole, so that the time tells nothing. */
  private boolean isKnown(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return false;
    }
    byte[] hash = sha256(authorization.substring(BEARER.length()).strip());
    boolean known = false;
    for (byte[] each : hashes) {
      known |= MessageDigest.isEqual(each, hash);
    }
    return known;
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
