package io.playhead.sessionid;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that signs session ids, with the number by which an id names it.
 *
 * <p>Gateways share a list of keys. The first signs, all verify; so a new key is added last, moved to the front when
 * every gateway knows it, and the old one dropped when its last id is 24 hours old.
 */
public final class SessionKey {
  /** The form of a key in the configuration. */
  public static final String FORM = "NUMBER:SECRET, a number from 0 to 255 and at least 32 hexadecimal digits";

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,3}):((?:[0-9a-fA-F]{2}){16,})");

  private final int number;
  private final SecretKeySpec secret;

  private SessionKey(int number, byte[] secret) {
    this.number = number;
    this.secret = new SecretKeySpec(secret, SessionIds.MAC_ALGORITHM);
  }

  /**
   * Reads a key such as {@code 1:00112233445566778899aabbccddeeff}.
   *
   * @throws IllegalArgumentException if the text has not that form; the message does not repeat the secret
   */
  public static SessionKey parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip());
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > 255) {
      throw new IllegalArgumentException("must be " + FORM);
    }
    return new SessionKey(Integer.parseInt(matcher.group(1)), HexFormat.of().parseHex(matcher.group(2)));
  }

  /** The number by which ids name this key, 0 to 255. */
  public int number() {
    return number;
  }

  SecretKeySpec secret() {
    return secret;
  }
}
