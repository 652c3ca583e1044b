package io.playhead.validation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Reads bodies as JSON, more strictly than JSON itself is (collection-api §§1, 5): UTF-8 only and without a byte order
 * mark, no member twice, nothing after the value, everything within the limits. The encoding, escapes and the number of
 * values come first; of the rest it stops at the first thing that is wrong.
 */
final class StrictJson {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /**
   * Our own limits come first, so that the words are ours. Field names are not interned in a table shared between
   * requests: it could be filled from outside.
   */
  private static final JsonFactory FACTORY = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE).build())
      .build();

  private final JsonLimits limits;

  StrictJson(JsonLimits limits) {
    this.limits = limits;
  }

  /** The body as a tree in which every number without a fraction is an integer. */
  JsonNode parse(byte[] body) throws MalformedJson {
    CharBuffer text = decode(body);
    ValueCount.check(body, limits);
    return read(text, TreeReader::read);
  }

  /**
   * Hands on the elements of a body that is an array as such trees, with their indexes, each before the next is read.
   * No tree is made of what stands behind those that are wanted.
   *
   * @return how many were handed on
   */
  int parseElements(byte[] body, TreeReader.Elements elements) throws MalformedJson {
    CharBuffer text = decode(body);
    ValueCount.checkElements(body, limits);
    return read(text, reader -> reader.readElements(elements));
  }

  private <T> T read(CharBuffer text, Reading<T> reading) throws MalformedJson {
    try (JsonParser parser = FACTORY.createParser(text.array(), 0, text.limit())) {
      if (parser.nextToken() == null) {
        throw malformed(BodyRule.JSON, "is empty");
      }
      T value = reading.by(new TreeReader(parser, limits));
      if (parser.getParsingContext().inRoot() && parser.nextToken() != null) {
        throw malformed(BodyRule.JSON, "has something after its end" + position(parser.currentTokenLocation()));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw malformed(BodyRule.JSON, "is not valid JSON"
          + SyntaxFault.at(text, e.getLocation().getCharOffset(), position(e.getLocation())));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static CharBuffer decode(byte[] body) throws MalformedJson {
    if (body.length >= 3 && body[0] == BYTE_ORDER_MARK[0] && body[1] == BYTE_ORDER_MARK[1]
        && body[2] == BYTE_ORDER_MARK[2]) {
      throw malformed(BodyRule.ENCODING, "must not begin with a byte order mark");
    }
    // Jackson's own decoder lets overlong forms and encoded surrogates pass; the JDK's does not.
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(body);
    CharBuffer out = CharBuffer.allocate(body.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw malformed(BodyRule.ENCODING, "is not UTF-8, at byte " + in.position());
    }
    checkEscapes(out.flip());
    return out;
  }

  /** Jackson looks at the lower byte of a hexadecimal digit only, and takes a U+0130 for a 0. */
  private static void checkEscapes(CharBuffer text) throws MalformedJson {
    int at = 0;
    while (at < text.limit()) {
      if (text.get(at) != '\\') {
        at++;
        continue;
      }
      if (isUnicodeEscape(text, at) && text.subSequence(at + 2, at + 6).chars().anyMatch(digit -> digit > 'f')) {
        throw malformed(BodyRule.JSON, "is not valid JSON: \\u must stand before four hexadecimal digits");
      }
      at += 2;
    }
  }

  private static boolean isUnicodeEscape(CharBuffer text, int at) {
    return at + 6 <= text.limit() && text.get(at + 1) == 'u';
  }

  private static String position(JsonLocation location) {
    return ", at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static MalformedJson malformed(BodyRule rule, String detail) {
    return new MalformedJson(rule.at("", detail), false);
  }

  /** What is read of a body. */
  private interface Reading<T> {
    T by(TreeReader reader) throws IOException, MalformedJson;
  }
}
