import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Sends pings at a fixed rate, whatever the answers take (an open model), and tells how long after the moment it was due each was
 * answered. A request that waits in the client because the server is slow has waited, too: there is no coordinated omission.
 *
 * <p>One thread on bare sockets, because it shares its machine with what it measures: a client of Vert.x left no processor for
 * half of what a gateway can take.
 *
 * <p>Arguments: a file of session ids, requests/s, seconds to warm up, seconds of a round, rounds, connections, then base URLs. Each
 * round is run against each server in turn. Prints for each the number of answers, the requests without a 204, lost ones included, and
 * p50, p99, p99.9 and the greatest latency in milliseconds; then the medians over the rounds, also of the ratios to the first server in
 * the same round.
 */
final class OpenLoad {
  private static final String LENGTH = "content-length:";

  /** Nanoseconds for the last answers of a round; what comes later, or never, is lost. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final List<String> sids;
  private final int rate;
  private final Selector selector = Selector.open();
  private final Queue<Connection> idle = new ArrayDeque<>();
  private final Queue<Long> waiting = new ArrayDeque<>();
  private final URI base;
  private final List<Round> rounds = new ArrayList<>();
  private int unopened;
  private Histogram micros = new Histogram(TimeUnit.SECONDS.toMicros(120), 3);
  private long startAt;
  private long sent;
  private long answered;
  private long refused;

  /** What came of a round. */
  private record Round(long answers, long refused, double p50, double p99, double p999, double greatest) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d answers, %d not 204, p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, greatest %.1f ms",
          answers, refused, p50, p99, p999, greatest);
    }
  }

  private OpenLoad(URI base, List<String> sids, int rate, int connections) throws IOException {
    this.base = base;
    this.sids = sids;
    this.rate = rate;
    this.unopened = connections;
  }

  public static void main(String[] args) throws Exception {
    List<String> sids = Files.readAllLines(Path.of(args[0]));
    int rate = Integer.parseInt(args[1]);
    List<OpenLoad> loads = new ArrayList<>();
    for (String url : List.of(args).subList(6, args.length)) {
      loads.add(new OpenLoad(URI.create(url), sids, rate, Integer.parseInt(args[5])));
    }
    for (OpenLoad load : loads) {
      load.run(Long.parseLong(args[2]));
    }
    for (int round = 0; round < Integer.parseInt(args[4]); round++) {
      for (OpenLoad load : loads) {
        Round measured = load.run(Long.parseLong(args[3]));
        load.rounds.add(measured);
        System.out.println(load.base + " " + measured);
      }
    }
    loads.forEach(load -> load.summarise(loads.getFirst().rounds));
  }

  private void summarise(List<Round> first) {
    System.out.printf(Locale.ROOT, "%s p50 %.1f ms (× %.2f), p99 %.1f ms (× %.2f), p99.9 %.1f ms (× %.2f)%n", base,
        median(Round::p50), ratio(first, Round::p50), median(Round::p99), ratio(first, Round::p99), median(Round::p999),
        ratio(first, Round::p999));
  }

  private double median(ToDoubleFunction<Round> value) {
    return middle(rounds.stream().mapToDouble(value));
  }

  /** Of what was measured one after the other, since a machine does not stay the same. */
  private double ratio(List<Round> first, ToDoubleFunction<Round> value) {
    return middle(IntStream.range(0, rounds.size())
        .mapToDouble(i -> value.applyAsDouble(rounds.get(i)) / value.applyAsDouble(first.get(i))));
  }

  private static double middle(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private Round run(long seconds) throws IOException {
    // What the server has closed while others had their turn.
    selector.selectNow(key -> ((Connection) key.attachment()).read());
    micros = new Histogram(TimeUnit.SECONDS.toMicros(120), 3);
    sent = 0;
    answered = 0;
    refused = 0;
    startAt = System.nanoTime();
    long end = TimeUnit.SECONDS.toNanos(seconds);
    while (elapsed() < end || (answered < sent && elapsed() < end + PATIENCE)) {
      if (elapsed() < end) {
        addWhatIsDue();
      }
      sendWhatWaits();
      selector.select(key -> ((Connection) key.attachment()).read(), 1);
    }
    return new Round(answered, refused + sent - answered, ms(50), ms(99), ms(99.9), ms(100));
  }

  private long elapsed() {
    return System.nanoTime() - startAt;
  }

  private double ms(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }

  private void addWhatIsDue() {
    for (long due = elapsed() * rate / TimeUnit.SECONDS.toNanos(1); sent < due;) {
      waiting.add(sent++);
    }
  }

  private void sendWhatWaits() throws IOException {
    while (!waiting.isEmpty() && (unopened > 0 || !idle.isEmpty())) {
      free().send(waiting.remove());
    }
  }

  /** Opened only when needed: a gateway closes a connection that brings no request. */
  private Connection free() throws IOException {
    if (!idle.isEmpty()) {
      return idle.remove();
    }
    unopened--;
    return new Connection();
  }

  private byte[] request(long number) {
    long round = number / sids.size();
    byte[] body = ("{\"playerTime\":{\"playhead\":" + (100 + round * 10) + ".5,\"ts\":" + (1_699_523_820_000L + round * 10_000)
        + "},\"eventType\":\"ping\",\"qoeData\":{\"media.qoe.bitrate\":" + (4_000_000 + number % 977 * 1_000)
        + ",\"media.qoe.droppedFrames\":" + number % 89
        + ",\"media.qoe.framesPerSecond\":30,\"media.qoe.timeToStart\":850}}").getBytes(StandardCharsets.US_ASCII);
    byte[] head = ("POST /api/v1/sessions/" + sids.get((int) (number % sids.size())) + "/events HTTP/1.1\r\nHost: " + base.getHost()
        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
  }

  /** A connection with one request under way at most. */
  private final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(16 << 10);
    private long dueAt;

    Connection() throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(long number) {
      dueAt = number * TimeUnit.SECONDS.toNanos(1) / rate;
      ByteBuffer request = ByteBuffer.wrap(request(number));
      try {
        while (request.hasRemaining()) {
          channel.write(request);
        }
      } catch (IOException broken) {
        lost();
      }
    }

    void read() {
      try {
        if (channel.read(answer) < 0) {
          lost();
        } else if (isComplete()) {
          finish();
        }
      } catch (IOException broken) {
        lost();
      }
    }

    /** With the request that was under way, if there was one. */
    private void lost() {
      if (!idle.remove(this)) {
        answered++;
        refused++;
      }
      try {
        channel.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      unopened++;
    }

    private void finish() {
      answered++;
      if (answer.get(9) != '2' || answer.get(11) != '4') {
        refused++;
      }
      micros.recordValue(TimeUnit.NANOSECONDS.toMicros(elapsed() - dueAt));
      answer.clear();
      idle.add(this);
    }

    /** A 204 has no body; an answer with a problem says how long that is. */
    private boolean isComplete() {
      int head = headLength();
      return head >= 0 && (answer.get(9) == '2' || answer.position() >= head + contentLength(head));
    }

    private int contentLength(int head) {
      return new String(answer.array(), 0, head, StandardCharsets.US_ASCII).lines().map(line -> line.toLowerCase(Locale.ROOT))
          .filter(line -> line.startsWith(LENGTH)).mapToInt(line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
          .findFirst().orElse(0);
    }

    private int headLength() {
      for (int last = 3; last < answer.position(); last++) {
        if (answer.get(last) == '\n' && answer.get(last - 2) == '\n') {
          return last + 1;
        }
      }
      return -1;
    }
  }
}
