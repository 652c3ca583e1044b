package io.playhead.gateway;

import static io.vertx.core.http.HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS;
import static io.vertx.core.http.HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS;
import static io.vertx.core.http.HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN;
import static io.vertx.core.http.HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS;
import static io.vertx.core.http.HttpHeaders.ACCESS_CONTROL_MAX_AGE;
import static io.vertx.core.http.HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS;
import static io.vertx.core.http.HttpHeaders.ORIGIN;
import static io.vertx.core.http.HttpHeaders.VARY;
import static io.vertx.core.http.HttpHeaders.createOptimized;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Set;

/**
 * The CORS headers of every answer (collection-api §1).
 *
 * <p>Without {@code Access-Control-Expose-Headers} a browser's player cannot read its session id from {@code Location}.
 */
final class Cors {
  private static final CharSequence ANY = createOptimized("*");
  private static final CharSequence METHODS = createOptimized("OPTIONS,POST,PUT,GET");
  private static final CharSequence LOCATION = createOptimized("Location");
  private static final CharSequence CONTENT_TYPE = createOptimized("Content-Type");
  private static final CharSequence ORIGIN_NAME = createOptimized("Origin");
  private static final CharSequence ONE_DAY = createOptimized("86400");

  private final boolean anyOrigin;
  private final Set<String> origins;

  /**
   * Headers for these origins.
   *
   * @param origins such as {@code https://player.example}, or {@code *} for all
   */
  Cors(List<String> origins) {
    this.anyOrigin = origins.contains("*");
    this.origins = Set.copyOf(origins);
  }

  /** Adds what every answer carries. */
  void apply(MultiMap request, MultiMap response) {
    if (allow(request, response)) {
      response.set(ACCESS_CONTROL_ALLOW_HEADERS, CONTENT_TYPE);
    }
  }

  /** Adds what the answer to a preflight carries: also the headers it asks for, if its origin is allowed. */
  void applyPreflight(MultiMap request, MultiMap response) {
    if (!allow(request, response)) {
      return;
    }
    String asked = request.get(ACCESS_CONTROL_REQUEST_HEADERS);
    response.set(ACCESS_CONTROL_ALLOW_HEADERS, asked == null ? CONTENT_TYPE : CONTENT_TYPE + "," + asked);
    response.set(ACCESS_CONTROL_MAX_AGE, ONE_DAY);
  }

  private boolean allow(MultiMap request, MultiMap response) {
    if (anyOrigin) {
      response.set(ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
    } else {
      response.set(VARY, ORIGIN_NAME);
      String origin = request.get(ORIGIN);
      if (origin == null || !origins.contains(origin)) {
        return false;
      }
      response.set(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    response.set(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    response.set(ACCESS_CONTROL_EXPOSE_HEADERS, LOCATION);
    return true;
  }
}
