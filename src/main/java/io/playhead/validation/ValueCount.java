package io.playhead.validation;

/**
 * Counts the values of events by brackets, commas and quotation marks alone, so that an event with too many is refused
 * before there is a tree of it.
 *
 * <p>It stops at the end of the event, or at a text or nesting that is not allowed; there {@link TreeReader} stops at
 * the latest. What it lets pass has no more values up to there than an event may have. It sees nothing else that is
 * wrong.
 */
final class ValueCount {

  /** No valid event in the 64 KiB that one sent alone may have has as many: its tree would only fill the heap. */
  static final int MAX_VALUES = 20_000;

  private static final String TOO_MANY = "has more than the " + MAX_VALUES + " values that an event may have";

  private final JsonCursor cursor;
  private final int maxDepth;

  private ValueCount(JsonCursor cursor, int maxDepth) {
    this.cursor = cursor;
    this.maxDepth = maxDepth;
  }

  /** Holds a body that is one event to the limit. */
  static void check(byte[] body, JsonLimits limits) throws MalformedJson {
    if (new ValueCount(new JsonCursor(body), limits.depth()).isTooLarge()) {
      throw new MalformedJson(BodyRule.VALUES.at("", TOO_MANY), false);
    }
  }

  /** Holds each event of a body that is an array to the limit. */
  static void checkElements(byte[] body, JsonLimits limits) throws MalformedJson {
    JsonCursor cursor = new JsonCursor(body);
    cursor.punctuation('[');
    ValueCount count = new ValueCount(cursor, limits.depth() - 1);
    int index = 0;
    do {
      if (count.isTooLarge()) {
        throw new MalformedJson(BodyRule.VALUES.at("/" + index, TOO_MANY), true);
      }
      index++;
    } while (cursor.punctuation(','));
  }

  /** Whether the event at the cursor is; where it is not, the cursor stands behind it or where it goes wrong. */
  private boolean isTooLarge() {
    int values = 1;
    int depth = 0;
    while (values <= MAX_VALUES) {
      switch (cursor.next()) {
        case '"' -> {
          if (!cursor.text()) {
            return false;
          }
        }
        case '{', '[' -> {
          cursor.skip();
          if (++depth > maxDepth) {
            return false;
          }
          values += isClosing(cursor.next()) ? 0 : 1;
        }
        case '}', ']' -> {
          if (depth == 0) {
            return false;
          }
          cursor.skip();
          if (--depth == 0) {
            return false;
          }
        }
        case ',' -> {
          if (depth == 0) {
            return false;
          }
          values++;
          cursor.skip();
        }
        case 0 -> {
          return false;
        }
        default -> cursor.skip();
      }
    }
    return true;
  }

  private static boolean isClosing(int bracket) {
    return bracket == '}' || bracket == ']';
  }
}
