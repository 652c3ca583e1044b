package io.playhead.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** A sid's partition is the one that its hash names, for any partition count (design §1). */
class SidPartitionTest {
  /** Kafka's own partitioner is the other party: a producer that leaves the partition to Kafka agrees with ours. */
  @Property
  void itIsTheOneKafkaWouldChoose(@ForAll("sids") String sid, @ForAll @IntRange(min = 1, max = 1_000) int partitions) {
    byte[] key = sid.getBytes(StandardCharsets.UTF_8);

    assertThat(Topics.partition(key, partitions)).isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions))
        .isBetween(0, partitions - 1);
  }

  @Provide
  Arbitrary<String> sids() {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(64);
  }
}
