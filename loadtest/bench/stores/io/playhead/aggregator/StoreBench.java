package io.playhead.aggregator;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What finding a session and putting it back takes, in Kafka Streams' store in memory and in {@link OpenSessions}: processor time of the
 * thread, in windows of one and the other in turn, so that a busy machine slows both.
 *
 * <p>Arguments: numbers of sessions. They are spread over as many stores as there are partitions by default.
 */
final class StoreBench {
  private static final int PARTITIONS = 24;
  private static final int STATE_BYTES = 170;
  private static final int EVENTS = 100_000;
  private static final int WARM_UP = 20;
  private static final int WINDOWS = 40;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Random random = new Random(1);
  private final byte[][] sids;

  private StoreBench(int sessions) {
    sids = Stream.generate(this::sid).limit(sessions).toArray(byte[][]::new);
  }

  public static void main(String[] args) {
    for (String sessions : args) {
      new StoreBench(Integer.parseInt(sessions)).run();
    }
  }

  private byte[] sid() {
    return "%016x%016x%016x%016x".formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong())
        .getBytes();
  }

  private void run() {
    List<KeyValueStore<Bytes, byte[]>> sorted = sorted();
    List<OpenSessions> hashed = hashed();
    long[] slow = new long[WINDOWS];
    long[] fast = new long[WINDOWS];
    for (int window = -WARM_UP; window < WINDOWS; window++) {
      long one = nanosAnEvent(session -> event(sorted, session));
      long other = nanosAnEvent(session -> eventByHash(hashed, session));
      if (window >= 0) {
        slow[window] = one;
        fast[window] = other;
      }
    }
    double ratio = IntStream.range(0, WINDOWS).mapToDouble(i -> (double) fast[i] / slow[i]).sorted().toArray()[WINDOWS / 2];
    System.out.printf("%,d sessions: sorted %,d ns, by hash %,d ns, ratio %.2f (medians)%n", sids.length, median(slow),
        median(fast), ratio);
  }

  private List<KeyValueStore<Bytes, byte[]>> sorted() {
    List<KeyValueStore<Bytes, byte[]>> stores =
        Stream.generate(() -> Stores.inMemoryKeyValueStore("sessions").get()).limit(PARTITIONS).toList();
    for (int i = 0; i < sids.length; i++) {
      stores.get(i % PARTITIONS).put(Bytes.wrap(sids[i]), new byte[STATE_BYTES]);
    }
    return stores;
  }

  private List<OpenSessions> hashed() {
    List<OpenSessions> stores =
        Stream.generate(() -> new OpenSessions("sessions", new ChangesOnly("sessions"))).limit(PARTITIONS).toList();
    for (int i = 0; i < sids.length; i++) {
      stores.get(i % PARTITIONS).add(text(sids[i]), new byte[STATE_BYTES]);
    }
    return stores;
  }

  /** Keys and states are new objects each time, as they are in the aggregator. */
  private void event(List<KeyValueStore<Bytes, byte[]>> stores, int session) {
    KeyValueStore<Bytes, byte[]> store = stores.get(session % PARTITIONS);
    byte[] state = store.get(Bytes.wrap(sids[session].clone()));
    store.put(Bytes.wrap(sids[session].clone()), state.clone());
  }

  private void eventByHash(List<OpenSessions> stores, int session) {
    OpenSessions store = stores.get(session % PARTITIONS);
    KnownSession known = store.find(text(sids[session]));
    store.put(known, known.state.clone());
  }

  private static String text(byte[] sid) {
    return new String(sid, StandardCharsets.ISO_8859_1);
  }

  private long nanosAnEvent(IntConsumer event) {
    long before = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < EVENTS; i++) {
      event.accept(random.nextInt(sids.length));
    }
    return (threads.getCurrentThreadCpuTime() - before) / EVENTS;
  }

  private static long median(long[] values) {
    return LongStream.of(values).sorted().toArray()[values.length / 2];
  }
}
