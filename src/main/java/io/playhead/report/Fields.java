package io.playhead.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a report as JSON: seconds as decimals with millisecond precision, flags {@code true} or absent, what is empty
 * absent (media-metrics §5).
 */
final class Fields {

  /** Writes what stands inside an object. */
  interface Content {
    void writeTo(Fields fields) throws IOException;
  }

  private final JsonGenerator json;

  Fields(JsonGenerator json) {
    this.json = json;
  }

  void object(String name, Content content) throws IOException {
    json.writeObjectFieldStart(name);
    content.writeTo(this);
    json.writeEndObject();
  }

  /** An array of objects, absent if there are none. */
  void objects(String name, List<? extends Content> elements) throws IOException {
    if (!elements.isEmpty()) {
      array(name, elements);
    }
  }

  /** An array of objects, also an empty one. */
  void array(String name, List<? extends Content> elements) throws IOException {
    json.writeArrayFieldStart(name);
    for (Content element : elements) {
      json.writeStartObject();
      element.writeTo(this);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void text(String name, String text) throws IOException {
    json.writeStringField(name, text);
  }

  void label(String name, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      json.writeStringField(name, text.get());
    }
  }

  void texts(String name, List<String> texts) throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  void numbers(String name, List<Integer> numbers) throws IOException {
    if (numbers.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  void texts(Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
  }

  void flag(String name, boolean set) throws IOException {
    if (set) {
      json.writeBooleanField(name, true);
    }
  }

  void number(String name, long number) throws IOException {
    json.writeNumberField(name, number);
  }

  /** A count, and the flag that says that it is above 0. */
  void count(String name, long count, String flag) throws IOException {
    number(name, count);
    flag(flag, count > 0);
  }

  void seconds(String name, long millis) throws IOException {
    decimal(name, BigDecimal.valueOf(millis, 3));
  }

  void decimal(String name, BigDecimal value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(value.stripTrailingZeros().toPlainString());
  }

  /** Values as they are, but decimals as all decimals. */
  void values(Map<String, JsonNode> values) throws IOException {
    for (Map.Entry<String, JsonNode> value : values.entrySet()) {
      if (value.getValue().isBigDecimal()) {
        decimal(value.getKey(), value.getValue().decimalValue());
      } else {
        json.writeFieldName(value.getKey());
        json.writeTree(value.getValue());
      }
    }
  }
}
