package io.playhead.eventlog.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.DataSize;
import io.playhead.config.SpoolConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir
  Path data;

  @Test
  void anEventComesBackByteForByteWithItsHeaders() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      CompletableFuture<Optional<SpoolException>> answer = new CompletableFuture<>();
      open.spool.append(2, 7, ascii("sid"), ascii("{}"), List.of(new RecordHeader("type", ascii("play"))),
          failure -> answer.complete(Optional.ofNullable(failure)));

      assertThat(answer.join()).isEmpty();
      assertThat(open.spool.read(2, 10, 1)).singleElement().satisfies(event -> {
        assertThat(event.position().counter()).isEqualTo(7);
        assertThat(event.key()).asString().isEqualTo("sid");
        assertThat(event.value()).asString().isEqualTo("{}");
        assertThat(event.headers()).containsExactly(new RecordHeader("type", ascii("play")));
      });
    }
  }

  @Test
  void recordsThatFailedLateStandBeforeThoseSpooledMeanwhile() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.range(300, 303));
      open.appendAll(0, LongStream.range(100, 102));

      assertThat(open.read(0, 10)).containsExactly(100L, 101L, 300L, 301L, 302L);
    }
  }

  @Test
  void eventsOfAPreviousRunStandBeforeThoseOfThisOne() throws Exception {
    try (OpenSpool previous = new OpenSpool(directory())) {
      previous.appendAll(0, LongStream.of(900, 901));
    }
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.of(1, 2));

      assertThat(open.read(0, 10)).containsExactly(900L, 901L, 1L, 2L);
    }
  }

  @Test
  void partitionsAreApart() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(1, LongStream.of(1));
      open.appendAll(2, LongStream.of(2));

      assertThat(open.drain(1)).containsExactly(1L);
      assertThat(open.spool.isEmpty(1)).isTrue();
      assertThat(open.spool.isEmpty(2)).isFalse();
      assertThat(open.read(2, 10)).containsExactly(2L);
    }
  }

  @Test
  void aReadIsBoundedByNumberAndBytesButGivesAtLeastOne() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.range(0, 10));

      assertThat(open.spool.read(0, 3, Long.MAX_VALUE)).hasSize(3);
      assertThat(open.spool.read(0, 10, 2 * OpenSpool.EVENT_BYTES)).hasSize(2);
      assertThat(open.spool.read(0, 10, 1)).hasSize(1);
    }
  }

  @Test
  void whatWasWrittenBetweenAReadAndItsRemovalStays() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.of(10, 20, 30));
      List<SpooledEvent> batch = open.spool.read(0, 2, Long.MAX_VALUE);
      open.appendAll(0, LongStream.of(15));
      open.spool.remove(batch);

      assertThat(open.drain(0)).containsExactly(15L, 30L);
    }
  }

  @Test
  void anEventBeforeAllThatWasRemovedIsRead() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.of(10, 20));
      open.drain(0);
      open.appendAll(0, LongStream.of(5, 25));

      assertThat(open.drain(0)).containsExactly(5L, 25L);
    }
  }

  @Test
  void eventsOfManyThreadsAreWrittenTogetherAndAnsweredOnce() throws Exception {
    int threads = 8;
    int each = 1_000;
    try (OpenSpool open = new OpenSpool(directory())) {
      AtomicInteger[] answers = Stream.generate(AtomicInteger::new).limit((long) threads * each)
          .toArray(AtomicInteger[]::new);
      List<Thread> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t * each;
        int partition = t % OpenSpool.PARTITIONS;
        running.add(Thread.ofPlatform().start(() -> {
          for (int i = first; i < first + each; i++) {
            AtomicInteger answer = answers[i];
            open.spool.append(partition, i, new byte[1], new byte[1], List.of(), failure -> answer.incrementAndGet());
          }
        }));
      }
      for (Thread thread : running) {
        thread.join();
      }
      open.spool.close();

      assertThat(answers).allSatisfy(answer -> assertThat(answer).hasValue(1));
      assertThat(open.meters.get("playhead.spool.commit").timer().count()).isLessThan((long) threads * each / 4);
    }
  }

  @Test
  void aFullSpoolRefusesUntilEventsAreRemoved() throws Exception {
    try (OpenSpool open = new OpenSpool(directory(), new DataSize(3 * OpenSpool.EVENT_BYTES))) {
      open.appendAll(0, LongStream.range(0, 3));

      assertThat(open.spool.hasRoom()).isFalse();
      assertThat(open.append(0, 3).join()).containsInstanceOf(SpoolFullException.class);
      assertThat(open.counter("playhead.spool.refused")).isEqualTo(1);

      open.spool.remove(open.spool.read(0, 1, 1));

      assertThat(open.spool.hasRoom()).isTrue();
      assertThat(open.append(0, 4).join()).isEmpty();
      assertThat(open.drain(0)).containsExactly(1L, 2L, 4L);
    }
  }

  @Test
  void aSpoolWithTooOldAnEventRefusesButKeepsIt() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.of(1));
      open.pass(OpenSpool.MAX_AGE.plusMillis(1));

      assertThat(open.spool.hasRoom()).isFalse();
      assertThat(open.append(0, 2).join()).containsInstanceOf(SpoolFullException.class);
      assertThat(open.drain(0)).containsExactly(1L);
      assertThat(open.append(0, 3).join()).isEmpty();
    }
  }

  @Test
  void theAgeIsThatOfTheOldestEventAlsoAfterARestart() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      assertThat(open.spool.age()).isEmpty();
      open.appendAll(1, LongStream.of(1));
      open.pass(Duration.ofSeconds(5));
      open.appendAll(2, LongStream.of(2));
      assertThat(open.spool.age()).hasValue(Duration.ofSeconds(5));
    }
    try (OpenSpool open = new OpenSpool(directory())) {
      open.pass(Duration.ofSeconds(7));
      assertThat(open.spool.age()).hasValue(Duration.ofSeconds(7));
    }
  }

  @Test
  void bytesAndEventsAreExactAfterARestart() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.range(0, 100));
      open.appendAll(3, LongStream.range(0, 50));
      open.spool.remove(open.spool.read(0, 30, Long.MAX_VALUE));
    }
    try (OpenSpool open = new OpenSpool(directory())) {
      assertThat(open.spool.events()).isEqualTo(120);
      assertThat(open.spool.bytes()).isEqualTo(120 * OpenSpool.EVENT_BYTES);
      assertThat(open.read(0, 1)).containsExactly(30L);
    }
  }

  @Test
  void anEventSetAsideIsOutOfTheWayAndKept() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.of(1, 2));
      open.spool.setAside(open.spool.read(0, 1, 1).getFirst(), "too large");

      assertThat(open.drain(0)).containsExactly(2L);
      assertThat(open.counter("playhead.spool.aside")).isEqualTo(1);
    }
    try (SpoolDatabase database = SpoolDatabase.open(directory());
        DamageScan aside = DamageScan.of(database, database.aside())) {
      List<Long> kept = new ArrayList<>();
      aside.forEach((key, value) -> kept.add(SpoolPosition.of(key).counter()));
      assertThat(kept).containsExactly(1L);
    }
  }

  @Test
  void aSpoolInUseCannotBeOpened() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      assertThatThrownBy(() -> new OpenSpool(directory())).isInstanceOf(SpoolException.class)
          .hasMessageContaining("is in use");
      open.appendAll(0, LongStream.of(1));
    }
  }

  @Test
  void eventsForAnotherTopicOrNumberOfPartitionsAreNotTaken() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.of(1));
    }
    assertThatThrownBy(() -> openFor("other.events", 8)).isInstanceOf(SpoolException.class)
        .hasMessageContaining("media.events with 4 partitions").hasMessageContaining("other.events with 8 partitions");
  }

  @Test
  void anEmptySpoolServesAnotherTopic() throws Exception {
    try (OpenSpool open = new OpenSpool(directory())) {
      open.appendAll(0, LongStream.of(1));
      open.drain(0);
    }
    try (Spool other = openFor("other.events", 8)) {
      assertThat(other.events()).isZero();
    }
  }

  @Test
  void filesGoWithTheEventsThatAreRemoved() throws Exception {
    int each = 50_000;
    try (OpenSpool open = new OpenSpool(directory(), new DataSize(1L << 30))) {
      for (int partition = 0; partition < OpenSpool.PARTITIONS; partition++) {
        open.appendAll(partition, LongStream.range(0, each));
      }
      for (int partition = 0; partition < OpenSpool.PARTITIONS; partition++) {
        assertThat(open.drain(partition)).hasSize(each);
      }

      long appended = (long) OpenSpool.PARTITIONS * each * OpenSpool.EVENT_BYTES;
      await().untilAsserted(() -> assertThat(sizeOfTables()).isLessThan(appended / 2));
    }
  }

  private Spool openFor(String topic, int partitions) throws SpoolException {
    return Spool.open(directory(), new SpoolConfig(OpenSpool.MAX_BYTES, OpenSpool.MAX_AGE, 1_000), topic, partitions,
        InstantSource.system(), new SimpleMeterRegistry());
  }

  private Path directory() {
    return data.resolve("spool");
  }

  private long sizeOfTables() throws IOException {
    try (Stream<Path> files = Files.list(directory())) {
      return files.filter(file -> file.toString().endsWith(".sst")).mapToLong(SpoolTest::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException deletedMeanwhile) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
