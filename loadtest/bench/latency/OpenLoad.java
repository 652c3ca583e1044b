import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends pings at a fixed rate, whatever the answers take (an open model), and tells how long after the moment it was due each was
 * answered. A request that waits in the client because the server is slow has waited, too: there is no coordinated omission.
 *
 * <p>Arguments: base URL, a file of session ids, requests/s, seconds to warm up, seconds to measure, connections at most.
 * Prints the number of answers, those that were not 204, and p50, p99, p99.9 and the greatest latency in milliseconds.
 */
final class OpenLoad {
  private static final long TICK_MILLIS = 1;

  private final HttpClientAgent client;
  private final List<RequestOptions> targets;
  private final int rate;
  private final long startAt = System.nanoTime();
  private final long warmNanos;
  private final long endNanos;
  private final Histogram micros = new Histogram(TimeUnit.SECONDS.toMicros(120), 3);
  private final CountDownLatch over = new CountDownLatch(1);
  private long sent;
  private long answered;
  private long refused;

  private OpenLoad(HttpClientAgent client, List<RequestOptions> targets, int rate, long warm, long seconds) {
    this.client = client;
    this.targets = targets;
    this.rate = rate;
    this.warmNanos = TimeUnit.SECONDS.toNanos(warm);
    this.endNanos = TimeUnit.SECONDS.toNanos(warm + seconds);
  }

  public static void main(String[] args) throws Exception {
    URI base = URI.create(args[0]);
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    HttpClientAgent client = vertx.createHttpClient(new HttpClientOptions().setTcpNoDelay(true),
        new PoolOptions().setHttp1MaxSize(Integer.parseInt(args[5])).setEventLoopSize(1));
    List<RequestOptions> targets = Files.readAllLines(Path.of(args[1])).stream()
        .map(sid -> new RequestOptions().setMethod(HttpMethod.POST).setHost(base.getHost()).setPort(base.getPort())
            .setURI("/api/v1/sessions/" + sid + "/events").putHeader("Content-Type", "application/json"))
        .toList();
    OpenLoad load = new OpenLoad(client, targets, Integer.parseInt(args[2]), Long.parseLong(args[3]), Long.parseLong(args[4]));
    vertx.getOrCreateContext().runOnContext(start -> vertx.setPeriodic(TICK_MILLIS, tick -> load.sendWhatIsDue()));
    load.over.await();
    load.print();
    vertx.close().await();
  }

  private void sendWhatIsDue() {
    long elapsed = System.nanoTime() - startAt;
    if (elapsed > endNanos) {
      if (answered == sent || elapsed > endNanos + TimeUnit.SECONDS.toNanos(30)) {
        over.countDown();
      }
      return;
    }
    for (long due = elapsed * rate / TimeUnit.SECONDS.toNanos(1); sent < due;) {
      send(sent++);
    }
  }

  private void send(long number) {
    long dueAt = number * TimeUnit.SECONDS.toNanos(1) / rate;
    client.request(targets.get((int) (number % targets.size())))
        .compose(request -> request.send(ping(number)))
        .compose(response -> response.end().map(response))
        .onComplete(response -> answered(dueAt, response), failure -> answered(dueAt, null));
  }

  private void answered(long dueAt, HttpClientResponse response) {
    answered++;
    if (dueAt < warmNanos) {
      return;
    }
    if (response == null || response.statusCode() != 204) {
      refused++;
    }
    micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startAt - dueAt));
  }

  private Buffer ping(long number) {
    long round = number / targets.size();
    return Buffer.buffer(String.format(Locale.ROOT, """
        {"playerTime":{"playhead":%d.5,"ts":%d},"eventType":"ping","qoeData":{"media.qoe.bitrate":%d,\
        "media.qoe.droppedFrames":%d,"media.qoe.framesPerSecond":30,"media.qoe.timeToStart":850}}""",
        100 + round * 10, 1_699_523_820_000L + round * 10_000, 4_000_000 + number % 977 * 1_000, number % 89));
  }

  private void print() {
    System.out.printf(Locale.ROOT, "%d answers, %d not 204, p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, greatest %.1f ms%n",
        micros.getTotalCount(), refused, ms(50), ms(99), ms(99.9), ms(100));
  }

  private double ms(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }
}
