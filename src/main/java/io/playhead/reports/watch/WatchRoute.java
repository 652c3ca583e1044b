package io.playhead.reports.watch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Context;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code GET /reports/v1/watch?sid=…} or {@code ?player=…}: a player's calls as they come, taken and refused, as server-sent events
 * {@code call} with {@code at}, {@code sid}, {@code type}, {@code accepted}, {@code message} and {@code raw}.
 *
 * <p>The answer's head comes once the feed stands at the end of the log: no later call is missed. A reader who is too slow misses calls,
 * and is told how many by an event {@code missed}.
 */
public final class WatchRoute {
  private static final String PATH = "/reports/v1/watch";
  private static final Pattern SID = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST_WAITING = 500;
  private static final long KEEP_ALIVE_MILLIS = 15_000;
  private static final JsonFactory JSON = new JsonFactory();

  private final CallFeed feed;
  private final WorkerExecutor workers;
  private final Function<String, Set<String>> openSessions;

  /**
   * The route.
   *
   * @param openSessions the open sessions of the players of a name; may wait
   * @param workers where it does
   */
  public WatchRoute(CallFeed feed, Function<String, Set<String>> openSessions, WorkerExecutor workers) {
    this.feed = feed;
    this.workers = workers;
    this.openSessions = openSessions;
  }

  /** Adds it to a router. */
  public void addTo(Router router) {
    router.get(PATH).handler(this::watch);
  }

  private void watch(RoutingContext request) {
    String sid = request.queryParams().get("sid");
    String player = request.queryParams().get("player");
    if (sid == null ? player == null || player.isEmpty() : player != null || !SID.matcher(sid).matches()) {
      problem(request, 400, "say whom to watch: sid, 64 hexadecimal digits, or player, the name of a player");
    } else if (sid != null) {
      follow(request, new Watched.Session(sid));
    } else {
      workers.executeBlocking(() -> openSessions.apply(player), false)
          .onSuccess(sids -> follow(request, new Watched.Player(player, sids)))
          .onFailure(request::fail);
    }
  }

  private void follow(RoutingContext request, Watched watched) {
    // Nobody is told of a close that comes before there is somebody to tell.
    if (request.response().closed()) {
      return;
    }
    Stream stream = new Stream(request.vertx().getOrCreateContext(), request.response(), watched);
    if (!feed.add(stream)) {
      problem(request, 503, "too many are watching; try again later");
      return;
    }
    long keepAlive = request.vertx().setPeriodic(KEEP_ALIVE_MILLIS, tick -> stream.keepAlive());
    request.addEndHandler(over -> {
      feed.remove(stream);
      request.vertx().cancelTimer(keepAlive);
    });
  }

  private static void problem(RoutingContext request, int status, String message) {
    problem(request.response(), status, message);
  }

  private static void problem(HttpServerResponse response, int status, String message) {
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(new JsonObject().put("status", status).put("message", message).encode());
  }

  /** The answer to one watcher. */
  private static final class Stream implements CallFeed.Watcher {
    private final Context context;
    private final HttpServerResponse response;
    private final Watched watched;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger missed = new AtomicInteger();

    Stream(Context context, HttpServerResponse response, Watched watched) {
      this.context = context;
      this.response = response;
      this.watched = watched;
    }

    @Override
    public Watched watched() {
      return watched;
    }

    /** The answer begins here, so whoever has its head misses no call. */
    @Override
    public void begin() {
      context.runOnContext(onLoop -> {
        if (response.closed() || response.ended()) {
          return;
        }
        // A compressor would hold events back until it has enough of them.
        response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
            .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        write(": watching\n\n");
      });
    }

    @Override
    public void take(Call call) {
      if (waiting.incrementAndGet() > MOST_WAITING) {
        waiting.decrementAndGet();
        missed.incrementAndGet();
        return;
      }
      context.runOnContext(onLoop -> {
        waiting.decrementAndGet();
        send(call);
      });
    }

    @Override
    public void end() {
      context.runOnContext(onLoop -> {
        if (response.closed()) {
          return;
        }
        if (response.headWritten()) {
          response.end();
        } else {
          problem(response, 503, "calls cannot be followed now; try again later");
        }
      });
    }

    private void send(Call call) {
      if (response.writeQueueFull()) {
        missed.incrementAndGet();
        return;
      }
      int gone = missed.getAndSet(0);
      if (gone > 0) {
        write("event: missed\ndata: {\"calls\":" + gone + "}\n\n");
      }
      write("event: call\ndata: " + json(call) + "\n\n");
    }

    void keepAlive() {
      if (response.headWritten()) {
        write(": still here\n\n");
      }
    }

    private void write(String text) {
      if (!response.closed() && !response.ended()) {
        response.write(text);
      }
    }

    private static String json(Call call) {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(text)) {
        json.writeStartObject();
        json.writeStringField("at", call.at().toString());
        json.writeStringField("sid", call.sid().orElse(null));
        json.writeStringField("type", call.type().orElse(null));
        json.writeBooleanField("accepted", call.accepted());
        json.writeStringField("message", call.message().orElse(null));
        json.writeStringField("raw", call.raw());
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
      return text.toString();
    }
  }
}
