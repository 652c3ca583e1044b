package io.playhead.sessionid;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;

/**
 * Makes and checks session ids: 32 bytes as 64 lowercase hexadecimal digits, signed, so that any gateway can tell a
 * foreign or an old one without a look-up.
 *
 * <pre>
 * byte   0       1           2..5                6..15           16..31
 *        version key number  creation, epoch s   random          first half of HMAC-SHA256 over bytes 0..15
 * </pre>
 *
 * <p>Not thread-safe: the MACs keep state. Each event loop has its own instance.
 */
public final class SessionIds {
  /** Length of a session id in characters (collection-api §1). */
  public static final int LENGTH = 64;
  /** Age beyond which a session id is answered 410 (collection-api §1). */
  public static final Duration MAX_AGE = Duration.ofHours(24);

  static final String MAC_ALGORITHM = "HmacSHA256";

  private static final byte VERSION = 1;
  private static final int CREATED_AT = 2;
  private static final int RANDOM_AT = 6;
  private static final int MAC_AT = 16;
  private static final int BYTES = 32;
  private static final int FINGERPRINT_FROM = 2 * RANDOM_AT;
  private static final HexFormat HEX = HexFormat.of();
  /** The values of digits: branches on random ones are guessed wrong, 312 ns an id instead of 95. */
  private static final byte[] DIGITS = digits();

  private final SecureRandom random;
  private final byte signer;
  private final Mac[] macs = new Mac[256];

  /** What an id says of itself. */
  public enum Standing {
    /** Ours, and not too old. */
    GENUINE,
    /** Of the wrong shape, or not signed by one of our keys. */
    FOREIGN,
    /** Ours, but older than {@link #MAX_AGE}. */
    EXPIRED
  }

  /**
   * Ids under these keys.
   *
   * @param keys the first signs, all verify; their numbers differ
   * @throws IllegalArgumentException if there is no key or two have one number
   */
  public SessionIds(List<SessionKey> keys, SecureRandom random) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("at least one session key is needed");
    }
    for (SessionKey key : keys) {
      if (macs[key.number()] != null) {
        throw new IllegalArgumentException("two session keys have the number " + key.number());
      }
      macs[key.number()] = mac(key);
    }
    this.random = random;
    this.signer = (byte) keys.get(0).number();
  }

  /**
   * A new id.
   *
   * @param epochSecond the time of its creation, seconds since the epoch
   */
  public String mint(long epochSecond) {
    byte[] id = new byte[BYTES];
    id[0] = VERSION;
    id[1] = signer;
    ByteBuffer.wrap(id).putInt(CREATED_AT, (int) epochSecond);
    byte[] unique = new byte[MAC_AT - RANDOM_AT];
    random.nextBytes(unique);
    System.arraycopy(unique, 0, id, RANDOM_AT, unique.length);
    System.arraycopy(sign(macs[Byte.toUnsignedInt(signer)], id), 0, id, MAC_AT, BYTES - MAC_AT);
    return HEX.formatHex(id);
  }

  /**
   * Whether a text is one of our ids, and still young enough. Takes the same time wherever the signature first differs.
   *
   * <p>An id from the future is young enough, however far ahead it is: its signature says that a gateway of ours made
   * it, so that only its clock or ours can be wrong, and a refusal would lose what the player sends.
   *
   * @param epochSecond now, seconds since the epoch
   */
  public Standing check(String text, long epochSecond) {
    if (text.length() != LENGTH) {
      return Standing.FOREIGN;
    }
    byte[] id = new byte[BYTES];
    if (!decode(text, id) || id[0] != VERSION) {
      return Standing.FOREIGN;
    }
    Mac mac = macs[Byte.toUnsignedInt(id[1])];
    if (mac == null || !MessageDigest.isEqual(Arrays.copyOfRange(id, MAC_AT, BYTES), sign(mac, id))) {
      return Standing.FOREIGN;
    }
    long created = Integer.toUnsignedLong(ByteBuffer.wrap(id).getInt(CREATED_AT));
    return epochSecond - created > MAX_AGE.toSeconds() ? Standing.EXPIRED : Standing.GENUINE;
  }

  /** The 64 random bits by which {@link ClosedSessions} remembers a genuine id. */
  public static long fingerprint(String sid) {
    return HexFormat.fromHexDigitsToLong(sid, FINGERPRINT_FROM, FINGERPRINT_FROM + 16);
  }

  /** Strict lowercase: Kafka's key is the text, so one id must not have two spellings. */
  private static boolean decode(String text, byte[] into) {
    for (int i = 0; i < into.length; i++) {
      int high = digit(text.charAt(2 * i));
      int low = digit(text.charAt(2 * i + 1));
      if (high < 0 || low < 0) {
        return false;
      }
      into[i] = (byte) (high << 4 | low);
    }
    return true;
  }

  private static int digit(char c) {
    return c < DIGITS.length ? DIGITS[c] : -1;
  }

  private static byte[] digits() {
    byte[] digits = new byte['f' + 1];
    Arrays.fill(digits, (byte) -1);
    for (byte value = 0; value < 16; value++) {
      digits[HEX.toLowHexDigit(value)] = value;
    }
    return digits;
  }

  private static byte[] sign(Mac mac, byte[] id) {
    mac.update(id, 0, MAC_AT);
    return Arrays.copyOf(mac.doFinal(), BYTES - MAC_AT);
  }

  private static Mac mac(SessionKey key) {
    try {
      Mac mac = Mac.getInstance(MAC_ALGORITHM);
      mac.init(key.secret());
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MAC_ALGORITHM, e);
    }
  }
}
