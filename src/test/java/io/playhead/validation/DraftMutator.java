package io.playhead.validation;

import io.playhead.event.EventType;
import io.playhead.validation.Draft.Elements;
import io.playhead.validation.Draft.Member;
import io.playhead.validation.Draft.Members;
import io.playhead.validation.Draft.Raw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Changes an event in one place: often for the worse, sometimes so that it must stay valid. */
final class DraftMutator {
  private static final List<String> NUMBERS = List.of("-1", "0", "-0", "-0.0", "1e3", "1E+2", "10.0", "0.5", "-0.5",
      "1.0000000000000000001", "2", "3", "999999999999", "999999999999.9999", "1000000000000", "1000000000000.0",
      "1e12", "1000000000000.0000001", "1000000000001", "999999999999999", "1000000000000000", "1e15",
      "1000000000000000.5", "1000000000000001", "999999999999999999", "1000000000000000000", "9223372036854775807",
      "9223372036854775808", "-9223372036854775809", "1" + "0".repeat(30), "1e308", "-1e308", "1e309", "1e400",
      "-1e999999999999", "1e-300", "1e-323", "1e-400", "0e9", "0.0e-999999999999", "0.1e-999999999999",
      "1e0000000000000005", "100e-2", "0." + "0".repeat(400) + "1", "0." + "0".repeat(997) + "1",
      "0." + "0".repeat(998), "0." + "0".repeat(999), "1." + "0".repeat(998), "9".repeat(400), "9".repeat(1001),
      "01", "-01", "00", "1.", ".5", "+1", "-", "1e", "1e+", "0x1", "NaN", "Infinity", "1 2", "1,2", "1e1.5");
  private static final List<String> TEXTS = List.of("", "ping", "sessionStart", "player", "external", "true", "5", "a",
      "mute", "a b", "a\\n", "$", "\t", "\n", "\u0001", "\\x", "\\u12", "\\u00", "\\ud83d", "\\ude00", "\\ud83d\\ude00",
      "\\ud83dx", "\\ud83d\\u0041", "\\uD83D\\uDE00", "\\u0070ing", "\\u0000", "\\\\", "\\", "ä", "😀", "a".repeat(64),
      "a".repeat(65), "x".repeat(8_192), "x".repeat(8_193), "ä".repeat(8_192), "😀".repeat(8_193),
      "\\u0041".repeat(8_192), "\\u0041".repeat(8_193), "日本語".repeat(20));
  private static final List<String> OTHERS = List.of("true", "false", "null", "{}", "[]", "[{}]", "{\"a\":1}", "[1,]",
      "{,}", "{\"a\":1,\"a\":1}", "{\"a\":{\"b\":1,\"b\":2}}", "[{\"a\":[1,{\"c\":1,\"c\":2}]}]", "tru", "nulll",
      "TRUE",
      "'a'", "", "{\"id\":\"x\",\"authState\":3}", "{\"media.state.name\":\"mute\"}",
      "[{\"media.state.name\":\"a b\"}]",
      "[{\"media.state.name\":\"mute\"}]");
  private static final List<String> NAMES = List.of("eventType", "playerTime", "params", "qoeData", "customMetadata",
      "playhead", "ts", "statesStart", "statesEnd", "media.state.name", "media.length", "media.downloaded",
      "visitor.customerIDs", "id", "authState", "media.ad.podIndex", "media.qoe.bitrate", "media.qoe.errorSource", "a",
      "", "x y", "ä", "\\u0070layerTime", "\\u0061", "a\\n", "\\ud83d", "\u0001", "k".repeat(256), "k".repeat(257),
      "ä".repeat(256), "ä".repeat(257), "eventTyp", "eventType ", "a.b_C9", "#", "#a", "$ref", "-1");

  private final Random random;

  DraftMutator(Random random) {
    this.random = random;
  }

  /** Changes something at any depth of the event. */
  void mutate(Members event) {
    List<Draft> containers = containers(event).toList();
    switch (containers.get(random.nextInt(containers.size()))) {
      case Members object -> mutateMembers(object.members());
      case Elements array -> mutateElements(array.elements());
      case Raw raw -> throw new IllegalStateException("is no container: " + raw);
    }
  }

  private void mutateMembers(List<Member> members) {
    if (members.isEmpty() || random.nextInt(8) == 0) {
      members.add(random.nextInt(members.size() + 1), new Member(Draft.quoted(pick(NAMES)), any()));
      return;
    }
    int index = random.nextInt(members.size());
    Member member = members.get(index);
    switch (random.nextInt(8)) {
      case 0 -> members.remove(index);
      case 1 -> members.add(random.nextInt(members.size() + 1), member);
      case 2 -> members.set(index, new Member(Draft.quoted(pick(NAMES)), member.value()));
      case 3 -> members.set(index, new Member(escaped(member.name()), member.value()));
      case 4 -> Collections.shuffle(members, random);
      default -> members.set(index, new Member(member.name(), changed(member.value())));
    }
  }

  private void mutateElements(List<Draft> elements) {
    if (elements.isEmpty() || random.nextInt(3) == 0) {
      elements.add(any());
    } else if (random.nextInt(3) == 0) {
      elements.clear();
    } else {
      elements.set(random.nextInt(elements.size()), any());
    }
  }

  /** Often a value of the same kind, so that the rules beyond the type are met. */
  private Draft changed(Draft value) {
    String json = value.json();
    if (random.nextInt(3) == 0) {
      return any();
    }
    if (json.startsWith("\"")) {
      return text();
    }
    return json.matches("-?\\d.*") ? new Raw(pick(NUMBERS)) : any();
  }

  private Draft any() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> new Raw(pick(NUMBERS));
      case 3, 4, 5 -> text();
      case 6 -> new Raw("[".repeat(13 + random.nextInt(5)) + "]".repeat(13 + random.nextInt(5)));
      case 7 -> nested(11 + random.nextInt(7));
      default -> new Raw(pick(OTHERS));
    };
  }

  private Draft nested(int levels) {
    return new Raw("{\"a\":".repeat(levels) + "{}" + "}".repeat(levels));
  }

  private Draft text() {
    return new Raw(Draft.quoted(random.nextInt(3) == 0
        ? EventType.NAMES.get(random.nextInt(EventType.NAMES.size()))
        : pick(TEXTS)));
  }

  /** The same name, with its first character as an escape. */
  private static String escaped(String name) {
    return name.length() < 3 || name.charAt(1) == '\\'
        ? name
        : Draft.quoted(String.format("\\u%04x", (int) name.charAt(1)) + name.substring(2, name.length() - 1));
  }

  private static Stream<Draft> containers(Draft draft) {
    return switch (draft) {
      case Raw raw -> Stream.empty();
      case Members object -> Stream.concat(Stream.of(object),
          object.members().stream().flatMap(member -> containers(member.value())));
      case Elements array -> Stream.concat(Stream.of(array),
          array.elements().stream().flatMap(DraftMutator::containers));
    };
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
