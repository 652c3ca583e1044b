package io.playhead.validation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import io.playhead.validation.Draft.Elements;
import io.playhead.validation.Draft.Member;
import io.playhead.validation.Draft.Members;
import io.playhead.validation.Draft.Raw;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Bodies from valid to senseless: events and batches as the documents or the specification have them, then mutated. */
final class GeneratedBodies {
  private static final List<EventType> TYPES = List.of(EventType.values());
  private static final List<Endpoint> ENDPOINTS = List.of(Endpoint.values());

  /** White space, brackets, and what is no UTF-8: a byte order mark, overlong forms, surrogates, halves of characters. */
  private static final List<byte[]> INSERTIONS = Stream.of("20", "0a", "09", "0d20", "2c", "7d", "5d", "7b", "5b", "22",
      "5c", "3a", "00", "01", "1f", "7f", "efbbbf", "c3", "c3a4", "80", "c080", "c0ae", "c1bf", "e08080", "e09fbf",
      "eda080", "edbfbf", "ed9fbf", "f0808080", "f08fbfbf", "f4908080", "f48fbfbf", "f5808080", "ff", "fe", "e282",
      "e282ac", "f09f98", "f09f9880", "efbfbf", "c2a0").map(HexFormat.of()::parseHex).toList();

  private final Random random;
  private final ValidDrafts drafts;
  private final DraftMutator mutator;

  GeneratedBodies(long seed) {
    this.random = new Random(seed);
    this.drafts = new ValidDrafts(random);
    this.mutator = new DraftMutator(random);
  }

  /** A body and the endpoint it is sent to, mostly the one that takes such bodies. */
  record Call(Endpoint endpoint, byte[] body) {
    @Override
    public String toString() {
      return endpoint + " " + new String(body, ISO_8859_1);
    }
  }

  Call next() {
    boolean batch = random.nextInt(8) == 0;
    EventType type = TYPES.get(random.nextInt(TYPES.size()));
    Draft draft = batch ? batch() : event(type);
    byte[] body = spaced(draft.json()).getBytes(UTF_8);
    for (int i = random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0; i > 0; i--) {
      body = damaged(body);
    }
    Endpoint usual = batch
        ? random.nextBoolean() ? Endpoint.DOWNLOADED : Endpoint.SESSIONS
        : SampleEvents.endpoint(type);
    return new Call(random.nextInt(30) == 0 ? ENDPOINTS.get(random.nextInt(ENDPOINTS.size())) : usual, body);
  }

  private Members event(EventType type) {
    Members event = switch (random.nextInt(6)) {
      case 0 -> draft(SampleEvents.minimal(type));
      case 1 -> draft(SampleEvents.fullest(type));
      default -> drafts.event(type);
    };
    if (type == EventType.SESSION_START && random.nextInt(3) > 0) {
      setDownloaded(event, "false");
    }
    for (int i = Math.max(0, random.nextInt(7) - 3); i > 0; i--) {
      mutator.mutate(event);
    }
    return event;
  }

  private Elements batch() {
    Members start = drafts.event(EventType.SESSION_START);
    setDownloaded(start, random.nextInt(8) == 0 ? "false" : "true");
    Elements batch = (Elements) Draft.of(SampleEvents.json("[]"));
    batch.elements().add(start);
    for (int i = random.nextInt(6); i > 0; i--) {
      batch.elements().add(random.nextInt(20) == 0
          ? event(TYPES.get(random.nextInt(TYPES.size())))
          : drafts.event(TYPES.get(1 + random.nextInt(TYPES.size() - 1))));
    }
    return batch;
  }

  private static Members draft(ObjectNode event) {
    return (Members) Draft.of(event);
  }

  private static void setDownloaded(Members event, String value) {
    for (Member member : event.members()) {
      if (member.name().equals("\"params\"") && member.value() instanceof Members params) {
        params.members().removeIf(param -> param.name().equals("\"media.downloaded\""));
        params.members().add(new Member("\"media.downloaded\"", new Raw(value)));
      }
    }
  }

  private String spaced(String json) {
    return switch (random.nextInt(8)) {
      case 0 -> "\r\n\t " + json + " \n";
      case 1 -> json.replace("\":", "\" : ").replace(",\"", " ,\n\"").replace("}", " }");
      default -> json;
    };
  }

  private byte[] damaged(byte[] body) {
    if (body.length == 0) {
      return body;
    }
    int at = random.nextInt(body.length);
    byte[] insertion = INSERTIONS.get(random.nextInt(INSERTIONS.size()));
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(body, at);
      case 1 -> joined(body, at, new byte[]{(byte) random.nextInt(256)}, at + 1);
      case 2 -> joined(body, at, new byte[0], at + 1);
      case 3 -> joined(body, at, Arrays.copyOfRange(body, at, Math.min(body.length, at + random.nextInt(40))), at);
      case 4 -> joined(body, 0, insertion, 0);
      case 5 -> joined(body, body.length, insertion, body.length);
      default -> joined(body, at, insertion, at);
    };
  }

  /** The body up to a place, something else, and the body from another place on. */
  private static byte[] joined(byte[] body, int to, byte[] between, int from) {
    byte[] joined = Arrays.copyOf(body, to + between.length + body.length - from);
    System.arraycopy(between, 0, joined, to, between.length);
    System.arraycopy(body, from, joined, to + between.length, body.length - from);
    return joined;
  }
}
