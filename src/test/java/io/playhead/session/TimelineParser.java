package io.playhead.session;

import static io.playhead.session.TimelineFile.EPOCH;
import static io.playhead.session.TimelineFile.millis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.session.TimelineFile.LogRecord;
import io.playhead.session.TimelineFile.LogRecord.Batch;
import io.playhead.session.TimelineFile.LogRecord.Call;
import io.playhead.session.TimelineFile.LogRecord.Tick;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a timeline's lines and lays their calls, with the ticks between them, along the log. */
final class TimelineParser {

  private static final long TICK = 1_000;
  private static final Pattern EVENT = Pattern
      .compile("(?:@(?<arrival>\\+?[-\\d.]+) )?(?<from>-?\\d+(?:\\.\\d+)?)(?:\\.\\.(?<to>-?\\d+(?:\\.\\d+)?))?"
          + "/(?<head>\\d+(?:\\.\\d+)?)(?:\\.\\.(?<headTo>\\d+(?:\\.\\d+)?))? (?<event>.+)");
  private static final Pattern EVERY = Pattern.compile(" every=(\\S+)");

  private final List<LogRecord> records = new ArrayList<>();
  private final ArrayNode batch = JsonNodeFactory.instance.arrayNode();
  private boolean offline;
  private boolean begun;
  private int events;
  private long delay;
  private long now;

  TimelineFile parse(List<String> lines) {
    for (String line : lines) {
      for (String item : line.replaceFirst("(^|\\s)#.*", "").split(" · ", -1)) {
        if (!item.isBlank()) {
          item(item.strip());
        }
      }
    }
    if (offline) {
      records.add(new Batch(EPOCH + now, batch.toString()));
    }
    return new TimelineFile(List.copyOf(records), events, EPOCH + now);
  }

  private void item(String item) {
    String[] words = item.split(" ", -1);
    switch (words[0]) {
      case "batch" -> offline = true;
      case "delay" -> delay = millis(words[1]);
      case "silence" -> {
        begun = true;
        tickUntil(now + millis(words[1]));
      }
      case "stop" -> now += millis(words[1]);
      default -> event(item);
    }
  }

  private void event(String item) {
    Matcher line = EVENT.matcher(item);
    if (!line.matches()) {
      throw new IllegalArgumentException("neither an event nor a directive: " + item);
    }
    Matcher every = EVERY.matcher(line.group("event"));
    long step = every.find() ? millis(every.group(1)) : 1_000;
    String event = every.reset().replaceAll("");
    long from = millis(line.group("from"));
    long to = line.group("to") == null ? from : millis(line.group("to"));
    BigDecimal head = new BigDecimal(line.group("head"));
    BigDecimal rate = line.group("headTo") == null
        ? BigDecimal.ZERO
        : new BigDecimal(line.group("headTo")).subtract(head).divide(BigDecimal.valueOf(to - from));
    for (long ts = from; ts <= to; ts += step) {
      BigDecimal playhead = head.add(rate.multiply(BigDecimal.valueOf(ts - from)));
      append(line.group("arrival"), ts, TimelineEvent.json(EPOCH + ts, playhead, event));
    }
  }

  private void append(@Nullable String arrival, long ts, ObjectNode event) {
    events++;
    if (offline) {
      batch.add(event);
      return;
    }
    long at = arrival(arrival, ts);
    if (begun) {
      tickUntil(at - 1);
    }
    begun = true;
    now = at;
    records.add(new Call(EPOCH + at, event.toString()));
  }

  private long arrival(@Nullable String arrival, long ts) {
    if (arrival == null) {
      return begun ? Math.max(now, ts + delay) : ts + delay;
    }
    if (arrival.startsWith("+")) {
      return now + millis(arrival.substring(1));
    }
    long at = millis(arrival);
    if (begun && at < now) {
      throw new IllegalArgumentException("arrives before the line above: @" + arrival);
    }
    return at;
  }

  private void tickUntil(long end) {
    while (now + TICK <= end) {
      now += TICK;
      records.add(new Tick(EPOCH + now));
    }
  }
}
