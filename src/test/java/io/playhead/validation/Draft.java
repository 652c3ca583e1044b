package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A JSON text in the making, which can become what no JSON tree can hold: members twice, numbers that are none. */
sealed interface Draft {
  /** The text. */
  String json();

  /** A value as it is written, right or wrong. */
  record Raw(String json) implements Draft {}

  /** An array; its elements can be changed. */
  record Elements(List<Draft> elements) implements Draft {
    @Override
    public String json() {
      return elements.stream().map(Draft::json).collect(Collectors.joining(",", "[", "]"));
    }
  }

  /** An object; its members can be changed. */
  record Members(List<Member> members) implements Draft {
    @Override
    public String json() {
      return members.stream().map(member -> member.name() + ":" + member.value().json())
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  /** A member; the name is as it is written, with its quotation marks. */
  record Member(String name, Draft value) {}

  static Draft of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> new Members(value.propertyStream()
          .map(member -> new Member(quoted(member.getKey()), of(member.getValue())))
          .collect(Collectors.toCollection(ArrayList::new)));
      case ARRAY -> new Elements(value.valueStream().map(Draft::of).collect(Collectors.toCollection(ArrayList::new)));
      default -> new Raw(value.toString());
    };
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }
}
