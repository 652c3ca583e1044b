package io.playhead.validation;

import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which strings are accepted. A string that is written with an escape is none that these rules accept. */
sealed interface TextRule {
  TextRule ANY = new Any();

  /** Whether the rule accepts the string that the cursor has read. */
  boolean accepts(JsonCursor cursor);

  /** Those strings alone. */
  static TextRule oneOf(List<String> texts) {
    return new OneOf(NameTable.of(texts.stream().distinct().toList()));
  }

  /** The strings that match a regular expression of JSON Schema's {@code pattern}. */
  static TextRule matching(String regex) {
    Regex general = new Regex(JDKRegularExpressionFactory.getInstance().getRegularExpression(regex));
    Matcher form = OneClass.FORM.matcher(regex);
    return form.matches() ? OneClass.of(form, general) : general;
  }

  /** Every string, escapes too. */
  record Any() implements TextRule {
    @Override
    public boolean accepts(JsonCursor cursor) {
      return true;
    }
  }

  /** The strings of a set. */
  record OneOf(NameTable texts) implements TextRule {
    @Override
    public boolean accepts(JsonCursor cursor) {
      return cursor.indexIn(texts) >= 0;
    }
  }

  /** A regular expression as networknt reads it. */
  record Regex(RegularExpression expression) implements TextRule {
    @Override
    public boolean accepts(JsonCursor cursor) {
      return !cursor.hasEscape() && expression.matches(cursor.decoded());
    }
  }

  /**
   * A regular expression of one class of characters, repeated: {@code ^[a-z]+$} or {@code ^[a-z]{1,64}$}. Decides ASCII
   * without making a string of it.
   *
   * @param low which of the characters 0 to 63 are in the class, as bits
   * @param high which of the characters 64 to 127
   */
  record OneClass(long low, long high, int minimum, int maximum, Regex general) implements TextRule {
    static final Pattern FORM = Pattern.compile("\\^(\\[[^\\[\\]\\\\&]+])(?:\\+|\\{(\\d{1,9}),(\\d{1,9})})\\$");

    static OneClass of(Matcher form, Regex general) {
      Pattern characters = Pattern.compile(form.group(1));
      long low = 0;
      long high = 0;
      for (int i = 0; i < Long.SIZE; i++) {
        low |= characters.matcher(Character.toString(i)).matches() ? 1L << i : 0;
        high |= characters.matcher(Character.toString(i + Long.SIZE)).matches() ? 1L << i : 0;
      }
      return form.group(2) == null
          ? new OneClass(low, high, 1, Integer.MAX_VALUE, general)
          : new OneClass(low, high, Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)), general);
    }

    @Override
    public boolean accepts(JsonCursor cursor) {
      if (!cursor.isPlain()) {
        return general.accepts(cursor);
      }
      int length = cursor.textLength();
      if (length < minimum || length > maximum) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        byte character = cursor.textByte(i);
        if (((character < Long.SIZE ? low : high) >>> character & 1) == 0) {
          return false;
        }
      }
      return true;
    }
  }
}
