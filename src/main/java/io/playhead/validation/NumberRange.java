package io.playhead.validation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The numbers from a minimum to a maximum, both inclusive; of them perhaps only those without a fraction, however they
 * are written.
 */
final class NumberRange {
  /** No number that is read is so large: beyond a double's range. */
  private static final BigDecimal BEYOND = new BigDecimal("1e309");

  /** All numbers. */
  static final NumberRange ALL = new NumberRange(false, BEYOND.negate(), BEYOND);

  private final boolean whole;
  private final BigDecimal minimum;
  private final BigDecimal maximum;
  private final long least;
  private final long greatest;

  private NumberRange(boolean whole, BigDecimal minimum, BigDecimal maximum) {
    this.whole = whole;
    this.minimum = minimum;
    this.maximum = maximum;
    this.least = nearestLong(minimum.setScale(0, RoundingMode.CEILING));
    this.greatest = nearestLong(maximum.setScale(0, RoundingMode.FLOOR));
  }

  /** That number alone. */
  static NumberRange exactly(BigDecimal number) {
    return new NumberRange(false, number, number);
  }

  NumberRange wholeOnly() {
    return new NumberRange(true, minimum, maximum);
  }

  NumberRange from(BigDecimal least) {
    return new NumberRange(whole, least, maximum);
  }

  NumberRange to(BigDecimal greatest) {
    return new NumberRange(whole, minimum, greatest);
  }

  /**
   * Whether a number is in the range for sure: one of 18 digits before its point at most.
   *
   * @param floor the greatest whole number that is not above it
   * @param fraction whether it is above that
   */
  boolean surelyContains(long floor, boolean fraction) {
    return floor >= least && (fraction ? floor < greatest && !whole : floor <= greatest);
  }

  /** Whether the number is in the range. */
  boolean contains(BigDecimal number) {
    return number.compareTo(minimum) >= 0 && number.compareTo(maximum) <= 0
        && !(whole && number.stripTrailingZeros().scale() > 0);
  }

  private static long nearestLong(BigDecimal whole) {
    BigInteger value = whole.toBigInteger();
    return value.bitLength() < Long.SIZE ? value.longValue() : value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
