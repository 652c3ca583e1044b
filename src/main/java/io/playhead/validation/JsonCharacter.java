package io.playhead.validation;

/** The characters of a JSON string that are not one plain byte: where they end, or that they are none. */
final class JsonCharacter {
  /** What stands where a character should end if it is none. */
  static final int NONE = -1;

  private static final int UNICODE_ESCAPE = 6;

  private JsonCharacter() {}

  /** The place after the escape whose backslash stands there; after both halves if it is a surrogate pair. */
  static int afterEscape(byte[] bytes, int at) {
    return switch (byteAt(bytes, at + 1)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
      case 'u' -> afterUnicodeEscape(bytes, at);
      default -> NONE;
    };
  }

  private static int afterUnicodeEscape(byte[] bytes, int at) {
    int unit = codeUnit(bytes, at);
    if (unit < 0 || Character.isLowSurrogate((char) unit)) {
      return NONE;
    }
    if (!Character.isHighSurrogate((char) unit)) {
      return at + UNICODE_ESCAPE;
    }
    int low = codeUnit(bytes, at + UNICODE_ESCAPE);
    return low >= 0 && Character.isLowSurrogate((char) low) ? at + 2 * UNICODE_ESCAPE : NONE;
  }

  /** What the escape of one UTF-16 code unit stands for, or -1. */
  private static int codeUnit(byte[] bytes, int at) {
    if (byteAt(bytes, at) != '\\' || byteAt(bytes, at + 1) != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = 2; i < UNICODE_ESCAPE; i++) {
      int digit = Character.digit(byteAt(bytes, at + i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /**
   * The place after the character beyond ASCII that begins there: UTF-8 in its shortest form, no surrogate (RFC 3629).
   */
  static int afterMultibyte(byte[] bytes, int at) {
    int first = byteAt(bytes, at) & 0xFF;
    if (first < 0xC2 || first > 0xF4) {
      return NONE;
    }
    int second = byteAt(bytes, at + 1) & 0xFF;
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int greatest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > greatest) {
      return NONE;
    }
    int end = at + (first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4);
    for (int i = at + 2; i < end; i++) {
      if ((byteAt(bytes, i) & 0xC0) != 0x80) {
        return NONE;
      }
    }
    return end;
  }

  /** The byte there, or 0 beyond the end: no character goes on with one. */
  private static int byteAt(byte[] bytes, int at) {
    return at < bytes.length ? bytes[at] : 0;
  }
}
