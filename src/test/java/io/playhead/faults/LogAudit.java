package io.playhead.faults;

import io.playhead.eventlog.EventId;
import io.playhead.kafka.TopicReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the event log holds of sessions, held against what their players were told. Only the first copy of a record counts,
 * by its {@link EventId}; an event whose call was refused or had no answer may stand there or not.
 *
 * @param lost events that were answered as kept, but are not there
 * @param keptTwice events that stand there under two ids
 * @param outOfOrder events that stand behind one of a later call, or whose id is lower than one before them
 * @param unknown events that no player has sent
 * @param repeats copies beyond the first
 */
record LogAudit(List<String> lost, List<String> keptTwice, List<String> outOfOrder, List<String> unknown, int repeats) {

  /** Takes copies. */
  LogAudit {
    lost = List.copyOf(lost);
    keptTwice = List.copyOf(keptTwice);
    outOfOrder = List.copyOf(outOfOrder);
    unknown = List.copyOf(unknown);
  }

  /** Holds the log's records, those of each partition in order, against the sessions. */
  static LogAudit of(List<ConsumerRecord<byte[], byte[]>> records, Collection<Played> sessions) {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> bySid = records.stream().filter(record -> record.key() != null)
        .collect(Collectors.groupingBy(TopicReader::key));
    Findings findings = new Findings();
    for (Played session : sessions) {
      session.sid().ifPresent(sid -> findings.add(sid, session.calls(), bySid.getOrDefault(sid, List.of())));
    }
    return new LogAudit(findings.lost, findings.keptTwice, findings.outOfOrder, findings.unknown, findings.repeats);
  }

  /** Whether an event of that session is lost; then its reports are anyone's guess. */
  boolean hasLostOf(Played session) {
    return session.sid().isPresent() && lost.stream().anyMatch(event -> event.startsWith(session.sid().get()));
  }

  /** What has been found so far. */
  private static final class Findings {
    private final List<String> lost = new ArrayList<>();
    private final List<String> keptTwice = new ArrayList<>();
    private final List<String> outOfOrder = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private int repeats;

    void add(String sid, List<Call> calls, List<ConsumerRecord<byte[], byte[]>> records) {
      List<ConsumerRecord<byte[], byte[]>> firsts = firstCopies(sid, records);
      repeats += records.size() - firsts.size();
      Map<String, Long> copies =
          firsts.stream().collect(Collectors.groupingBy(TopicReader::value, Collectors.counting()));
      for (Call call : calls) {
        long found = copies.getOrDefault(call.body(), 0L);
        if (found == 0 && call.kept()) {
          lost.add(sid + " " + call);
        } else if (found > 1) {
          keptTwice.add(sid + " " + call);
        }
      }
      checkOrder(sid, calls, firsts);
    }

    private List<ConsumerRecord<byte[], byte[]>> firstCopies(String sid, List<ConsumerRecord<byte[], byte[]>> records) {
      Set<EventId> seen = new HashSet<>();
      Map<Long, Long> highest = new HashMap<>();
      List<ConsumerRecord<byte[], byte[]>> firsts = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        EventId id = EventId.of(record.headers()).orElseThrow();
        if (seen.add(id)) {
          firsts.add(record);
          if (highest.getOrDefault(id.gateway(), -1L) > id.counter()) {
            outOfOrder.add(sid + " " + id + " at offset " + record.offset());
          }
          highest.merge(id.gateway(), id.counter(), Math::max);
        }
      }
      return firsts;
    }

    private void checkOrder(String sid, List<Call> calls, List<ConsumerRecord<byte[], byte[]>> firsts) {
      Map<String, Call> byBody = calls.stream().collect(Collectors.toMap(Call::body, Function.identity()));
      int reached = 0;
      for (ConsumerRecord<byte[], byte[]> record : firsts) {
        Call call = byBody.get(TopicReader.value(record));
        if (call == null) {
          unknown.add(sid + " " + TopicReader.value(record));
        } else if (call.kept()) {
          if (call.step() < reached) {
            outOfOrder.add(sid + " " + call + " at offset " + record.offset());
          }
          reached = Math.max(reached, call.step());
        }
      }
    }
  }
}
