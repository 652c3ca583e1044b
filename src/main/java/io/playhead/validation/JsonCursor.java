package io.playhead.validation;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads the tokens of one JSON text from its bytes, as strictly as {@link StrictJson} does, and makes nothing of them:
 * what was read last is asked for in place. Text is UTF-8, and every byte of it is checked.
 *
 * <p>
 * Every reading method says whether it found what it is named after; after a {@code false} the cursor is of no more
 * use.
 */
final class JsonCursor {
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH_BITS = EACH << 7;

  /** Numbers up to this length are neither too long nor, as all that are not zero, too close to zero. */
  private static final int LENGTH_OF_PLAIN_NUMBERS = 64;
  private static final int DIGITS_OF_ANY_LONG = 18;

  private final byte[] bytes;
  private int position;

  private int start;
  private int end;
  private boolean escape;
  private boolean ascii;
  private long hash;

  private long floor;
  private boolean fraction;
  private boolean plainNumber;

  JsonCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return position;
  }

  void moveTo(int place) {
    position = place;
  }

  /** Skips white space; the byte that stands there then, or 0 at the end of the text. */
  int next() {
    int at = position;
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        position = at;
        return b;
      }
      at++;
    }
    position = at;
    return 0;
  }

  /** Whether nothing but white space is left. */
  boolean atEnd() {
    next();
    return position == bytes.length;
  }

  /** Skips one byte, which {@link #next()} has seen. */
  void skip() {
    position++;
  }

  /** Reads that punctuation after white space. */
  boolean punctuation(char character) {
    if (next() != character) {
      return false;
    }
    position++;
    return true;
  }

  /** Reads {@code true}, {@code false} or {@code null}, which begins here. */
  boolean literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (byteAt(position + i) != word.charAt(i)) {
        return false;
      }
    }
    position += word.length();
    return true;
  }

  /** Reads the string whose quotation mark stands here. */
  boolean text() {
    int at = position + 1;
    long words = 0;
    start = at;
    escape = false;
    ascii = true;
    while (true) {
      long word = at + Long.BYTES <= bytes.length
          ? (long) NameTable.WORDS.get(bytes, at)
          : NameTable.partialWord(bytes, at, bytes.length);
      long special = special(word);
      if (special == 0) {
        words = NameTable.mix(words, word);
        at += Long.BYTES;
        continue;
      }
      int plainBits = Long.numberOfTrailingZeros(special) & -Byte.SIZE;
      words = NameTable.mix(words, word & ((1L << plainBits) - 1));
      at += plainBits / Byte.SIZE;
      int stop = byteAt(at);
      if (stop == '"') {
        end = at;
        hash = words;
        position = at + 1;
        return true;
      }
      if (stop == '\\') {
        escape = true;
        at = JsonCharacter.afterEscape(bytes, at);
      } else {
        // A control character, or the end of the text, is no character either.
        ascii = false;
        at = JsonCharacter.afterMultibyte(bytes, at);
      }
      if (at == JsonCharacter.NONE) {
        return false;
      }
    }
  }

  /**
   * Marks the highest bit of quotation marks, backslashes, control characters and bytes beyond ASCII. Of the bytes
   * above a marked one some may be marked wrongly: only the lowest counts.
   */
  private static long special(long word) {
    long quote = word ^ (EACH * '"');
    long backslash = word ^ (EACH * '\\');
    long nonAscii = word;
    long control = (word - EACH * ' ') & ~word;
    return (nonAscii | control | ((quote - EACH) & ~quote) | ((backslash - EACH) & ~backslash)) & HIGH_BITS;
  }

  /** Whether the string that was read has an escape, so that its bytes are not its text. */
  boolean hasEscape() {
    return escape;
  }

  /** Whether the string that was read is ASCII without an escape. */
  boolean isPlain() {
    return ascii && !escape;
  }

  /** The bytes of the string that was read. */
  int textLength() {
    return end - start;
  }

  byte textByte(int index) {
    return bytes[start + index];
  }

  /** The string that was read, which has no escape. */
  String decoded() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The index in the table of the string that was read, or -1; always -1 if it has an escape. */
  int indexIn(NameTable table) {
    return escape ? -1 : table.indexOf(bytes, start, end, textHash());
  }

  /** The hash of the string that was read, which has no escape. */
  long textHash() {
    return ascii ? hash : NameTable.hash(bytes, start, end);
  }

  /**
   * Whether the string that was read has that many characters at most; one with an escape only if its bytes are so few.
   */
  boolean hasAtMost(int characters) {
    if (end - start <= characters) {
      return true;
    }
    int count = 0;
    for (int i = start; i < end; i++) {
      count += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return count <= characters && !escape;
  }

  /** Reads the number that begins here. */
  boolean number() {
    start = position;
    boolean negative = byteAt(position) == '-';
    int first = negative ? start + 1 : start;
    int at = first;
    long whole = 0;
    for (; isDigit(byteAt(at)); at++) {
      whole = whole * 10 + bytes[at] - '0';
    }
    int digits = at - first;
    if (digits == 0 || (digits > 1 && bytes[first] == '0')) {
      return false;
    }
    fraction = false;
    if (byteAt(at) == '.') {
      int point = at++;
      for (; isDigit(byteAt(at)); at++) {
        fraction |= bytes[at] != '0';
      }
      if (at == point + 1) {
        return false;
      }
    }
    position = at;
    boolean exponent = (byteAt(at) | 0x20) == 'e';
    if (exponent && !exponent()) {
      return false;
    }
    end = position;
    plainNumber = !exponent && digits <= DIGITS_OF_ANY_LONG && end - start <= LENGTH_OF_PLAIN_NUMBERS;
    floor = negative ? fraction ? -whole - 1 : -whole : whole;
    return true;
  }

  /** Whether the number that was read is in the range, and neither too long nor too large nor too close to zero. */
  boolean numberIsIn(NumberRange range) {
    return (plainNumber && range.surelyContains(floor, fraction)) || exactNumberIsIn(range);
  }

  private boolean exactNumberIsIn(NumberRange range) {
    if (end - start > TreeReader.MAX_NUMBER_LENGTH) {
      return false;
    }
    String number = decoded();
    double approximation = Double.parseDouble(number);
    if (approximation == 0) {
      return isZero(number) && range.contains(BigDecimal.ZERO);
    }
    return !Double.isInfinite(approximation) && range.contains(new BigDecimal(number));
  }

  private static boolean isZero(String number) {
    return number.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(c -> c >= '1' && c <= '9');
  }

  private boolean exponent() {
    int at = position + 1;
    if (byteAt(at) == '+' || byteAt(at) == '-') {
      at++;
    }
    int first = at;
    while (isDigit(byteAt(at))) {
      at++;
    }
    position = at;
    return at > first;
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private int byteAt(int at) {
    return at < bytes.length ? bytes[at] : 0;
  }
}
