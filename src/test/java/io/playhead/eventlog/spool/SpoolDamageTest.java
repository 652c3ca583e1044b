package io.playhead.eventlog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is readable of a damaged spool is read, in order; its files are kept. */
class SpoolDamageTest {
  private static final int TABLED = 20_000;
  private static final int LOGGED = 2_000;
  private static final List<Long> ALL = LongStream.range(0, TABLED + LOGGED).boxed().toList();
  /** Blocks of a table have 16 KiB. */
  private static final int LOST_BY_TABLE = 2 * (16 << 10) / OpenSpool.EVENT_BYTES;
  /** Records of the log have 64 KiB and its blocks 32 KiB; the one before and the one behind may lie in the damaged block too. */
  private static final int LOST_BY_LOG = 3 * (64 << 10) / OpenSpool.EVENT_BYTES;

  @TempDir
  Path data;

  /** Events in a table, which RocksDB makes when it opens, and behind them others in the write-ahead log. */
  @BeforeEach
  void fill() throws SpoolException {
    append(0, TABLED);
    append(TABLED, TABLED + LOGGED);
  }

  @Test
  void aDamagedBlockOfATableCostsOnlyItself() throws Exception {
    Path table = largest(".sst");
    flipByte(table, Files.size(table) / 2);

    List<Long> read = rescuedEvents();

    assertThat(read).isSorted().doesNotHaveDuplicates().hasSizeBetween(ALL.size() - LOST_BY_TABLE, ALL.size() - 1);
    assertThat(gap(read)).as("one gap").isEqualTo(ALL.size() - read.size());
    assertKept(table);
  }

  @Test
  void aDamagedRecordOfTheLogCostsOnlyItsBlock() throws Exception {
    Path log = largest(".log");
    flipByte(log, Files.size(log) / 2);

    List<Long> read = rescuedEvents();

    assertThat(read).isSorted().doesNotHaveDuplicates().hasSizeBetween(ALL.size() - LOST_BY_LOG, ALL.size() - 1);
    assertThat(gap(read)).as("one gap").isEqualTo(ALL.size() - read.size());
    assertKept(log);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CURRENT", "MANIFEST"})
  void withoutItsBooksAllEventsAreRead(String name) throws Exception {
    Path book = named(name);
    Files.writeString(book, "garbage");

    assertThat(rescuedEvents()).isEqualTo(ALL);
    assertKept(book);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CURRENT", "MANIFEST"})
  void withDeletedBooksAllEventsAreRead(String name) throws Exception {
    Files.delete(named(name));

    assertThat(rescuedEvents()).isEqualTo(ALL);
  }

  @Test
  void withoutATableTheLogIsRead() throws Exception {
    Files.delete(largest(".sst"));

    assertThat(rescuedEvents()).isEqualTo(ALL.subList(TABLED, TABLED + LOGGED));
  }

  private void append(long from, long to) throws SpoolException {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.range(from, to));
    }
  }

  /** Drains the spool, and sees that it counts right, was found damaged once, and works on. */
  private List<Long> rescuedEvents() throws SpoolException {
    try (OpenSpool open = new OpenSpool(directory())) {
      List<Long> read = open.drain(0);
      assertThat(open.spool.events()).isZero();
      assertThat(open.spool.bytes()).isZero();
      assertThat(open.counter("playhead.spool.damaged")).isEqualTo(1);
      open.appendAll(0, LongStream.of(TABLED + LOGGED));
      assertThat(open.drain(0)).hasSize(1);
      return read;
    }
  }

  private void assertKept(Path file) throws IOException {
    assertThat(find(data, file.getFileName().toString())).anyMatch(kept -> kept.toString().contains(".damaged-"));
  }

  /** How many are missing at the first place where any is. */
  private static long gap(List<Long> read) {
    for (int i = 1; i < read.size(); i++) {
      if (read.get(i) != read.get(i - 1) + 1) {
        return read.get(i) - read.get(i - 1) - 1;
      }
    }
    return 0;
  }

  private static void flipByte(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 1;
    Files.write(file, bytes);
  }

  private Path largest(String ending) throws IOException {
    Path largest = directory();
    long size = -1;
    for (Path file : find(directory(), ending)) {
      if (Files.size(file) > size) {
        largest = file;
        size = Files.size(file);
      }
    }
    return largest;
  }

  private Path named(String name) throws IOException {
    return find(directory(), name).getLast();
  }

  private static List<Path> find(Path below, String name) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(below)) {
      files.filter(file -> file.getFileName().toString().contains(name)).sorted().forEach(found::add);
    }
    return found;
  }

  private Path directory() {
    return data.resolve("spool");
  }
}
