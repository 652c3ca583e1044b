package io.playhead.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The types of values: their conversion from and to JSON trees, and what is expected of each in words. */
final class ConfigTypes {
  /** Takes numbers also as text, which is what environment variables hold. What a section says of itself is no key. */
  static final JsonMapper MAPPER = JsonMapper.builder()
      .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
      .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationReader())
          .addSerializer(Duration.class, new DurationWriter()))
      .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
      .withCoercionConfigDefaults(coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
      .withCoercionConfig(LogicalType.Textual,
          coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert))
      .build();

  private ConfigTypes() {}

  /** Whether a value can be converted to a type. */
  static boolean fits(JsonNode value, JavaType type) {
    if (value.isNull()) {
      return false;
    }
    try {
      MAPPER.convertValue(value, type);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What a value of that type looks like. */
  static String expected(JavaType type) {
    Class<?> raw = type.getRawClass();
    if (raw == int.class || raw == long.class || raw == short.class) {
      return "a whole number";
    }
    if (raw == double.class) {
      return "a number";
    }
    if (raw == Duration.class) {
      return "a duration such as 250ms, 10s, 5m, 24h or 7d";
    }
    if (raw == DataSize.class) {
      return "a size such as 512B, 64KiB, 2MiB or 1GiB";
    }
    if (raw.isEnum()) {
      return Arrays.stream(raw.getEnumConstants()).map(constant -> MAPPER.valueToTree(constant).asText())
          .collect(Collectors.joining(" or "));
    }
    return type.isCollectionLikeType() ? "a list of texts" : "a text";
  }

  private static final class DurationReader extends StdDeserializer<Duration> {
    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      try {
        return DurationUnit.parse(parser.getText());
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw context.weirdStringException(parser.getText(), Duration.class, e.getMessage());
      }
    }
  }

  private static final class DurationWriter extends StdSerializer<Duration> {
    DurationWriter() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration duration, JsonGenerator generator, SerializerProvider provider) throws IOException {
      generator.writeString(DurationUnit.format(duration));
    }
  }
}
