package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.validation.Program.AnyOf;
import io.playhead.validation.Program.ArrayRules;
import io.playhead.validation.Program.Nothing;
import io.playhead.validation.Program.ObjectRules;
import io.playhead.validation.Program.Rules;
import java.util.List;
import java.util.Map;

/** Compiles the values of {@code const} and {@code enum} to programs that accept what equals them. */
final class ConstantCompiler {
  private ConstantCompiler() {}

  /** Accepts what equals one of the elements. */
  static Program compileAny(JsonNode values) {
    return values.valueStream().allMatch(JsonNode::isTextual)
        ? Rules.of(TextRule.oneOf(values.valueStream().map(JsonNode::textValue).toList()))
        : new AnyOf(values.valueStream().map(ConstantCompiler::compile).toList());
  }

  /** Accepts what equals the value; numbers of one value are equal however they are written. */
  static Program compile(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> Rules.of(object(value));
      case ARRAY -> Rules.of(array(value));
      case STRING -> Rules.of(TextRule.oneOf(List.of(value.textValue())));
      case NUMBER -> Rules.of(NumberRange.exactly(value.decimalValue()));
      case BOOLEAN -> Rules.of(value.booleanValue() ? Rules.TRUE : Rules.FALSE);
      default -> Rules.of(Rules.NULL);
    };
  }

  private static ObjectRules object(JsonNode value) {
    List<String> names = value.propertyStream().map(Map.Entry::getKey).toList();
    List<Program> values = value.valueStream().map(ConstantCompiler::compile).toList();
    return ObjectRules.of(names, values, names, List.of(), new Nothing());
  }

  private static ArrayRules array(JsonNode value) {
    List<Program> elements = value.valueStream().map(ConstantCompiler::compile).toList();
    return new ArrayRules(elements, new Nothing(), elements.size());
  }
}
