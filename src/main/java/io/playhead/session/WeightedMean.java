package io.playhead.session;

import java.math.BigInteger;
import java.util.OptionalLong;

/** The mean of values weighted by time, exact: the sum is kept in 128 bits. */
final class WeightedMean {

  private long weight;
  private long high;
  private long low;

  static WeightedMean readFrom(StateSource source) {
    WeightedMean mean = new WeightedMean();
    mean.weight = source.readLong();
    mean.high = source.readLong();
    mean.low = source.readLong();
    return mean;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(weight);
    sink.writeLong(high);
    sink.writeLong(low);
  }

  /** Takes in a value, at least 0, that held for so long. */
  void add(long value, long millis) {
    long product = value * millis;
    long sum = low + product;
    long carry = Long.compareUnsigned(sum, product) < 0 ? 1 : 0;
    high += Math.multiplyHigh(value, millis) + carry;
    low = sum;
    weight += millis;
  }

  /** The mean, rounded half up; empty if nothing has any weight. */
  OptionalLong value() {
    if (weight == 0) {
      return OptionalLong.empty();
    }
    BigInteger sum = BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(new BigInteger(Long.toUnsignedString(low)));
    BigInteger twice = BigInteger.valueOf(weight).shiftLeft(1);
    return OptionalLong.of(sum.shiftLeft(1).add(BigInteger.valueOf(weight)).divide(twice).longValueExact());
  }
}
