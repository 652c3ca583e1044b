package io.playhead.eventlog.spool;

import java.math.BigInteger;
import java.util.function.Supplier;
import org.rocksdb.AbstractRocksIterator;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/**
 * Reads all keys of a source in order and steps over blocks that cannot be read. Where a block ends is not known, so it
 * looks further and further behind the last good key until it finds one that can be read, and then halves the gap until
 * nothing readable is left in it. It opens the source anew for each look: an iterator that met damage also fails where
 * there is none.
 */
final class DamageScan implements AutoCloseable {
  private static final int KEY_BITS = SpoolPosition.BYTES * Byte.SIZE;

  private final Opener opener;
  private Entries entries;

  /** Takes what was read. */
  @FunctionalInterface
  interface Sink {
    void accept(byte[] key, byte[] value) throws RocksDBException;
  }

  /** Opens the source. */
  @FunctionalInterface
  private interface Opener {
    Entries open() throws RocksDBException;
  }

  /** An iterator: RocksDB's have no common type that gives keys and values. */
  private record Entries(AbstractRocksIterator<?> iterator, Supplier<byte[]> key, Supplier<byte[]> value) {
    boolean isAtEnd() {
      try {
        iterator.status();
        return !iterator.isValid();
      } catch (RocksDBException damage) {
        return false;
      }
    }
  }

  private DamageScan(Opener opener) throws RocksDBException {
    this.opener = opener;
    this.entries = opener.open();
  }

  /** Over a family of a database. */
  static DamageScan of(SpoolDatabase database, ColumnFamilyHandle family) throws RocksDBException {
    return new DamageScan(() -> {
      RocksIterator iterator = database.iterator(family);
      return new Entries(iterator, iterator::key, iterator::value);
    });
  }

  /** Over one file. */
  static DamageScan of(SstFileReader file, ReadOptions options) throws RocksDBException {
    return new DamageScan(() -> {
      SstFileReaderIterator iterator = file.newIterator(options);
      return new Entries(iterator, iterator::key, iterator::value);
    });
  }

  /** Hands all that is readable to the sink, in order; its keys are those of {@link SpoolPosition}. */
  void forEach(Sink sink) throws RocksDBException {
    entries.iterator().seekToFirst();
    BigInteger next = BigInteger.ZERO;
    do {
      while (entries.iterator().isValid()) {
        byte[] key = entries.key().get();
        sink.accept(key, entries.value().get());
        next = new BigInteger(1, key).add(BigInteger.ONE);
        entries.iterator().next();
      }
    } while (!entries.isAtEnd() && stepOver(next));
  }

  /** Goes to the first key that can be read again; false if there is none. */
  private boolean stepOver(BigInteger damaged) throws RocksDBException {
    BigInteger step = BigInteger.ONE;
    BigInteger unreadable = damaged;
    while (!isReadable(unreadable.add(step))) {
      unreadable = unreadable.add(step);
      step = step.shiftLeft(1);
    }
    BigInteger readable = unreadable.add(step);
    while (readable.subtract(unreadable).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = unreadable.add(readable).shiftRight(1);
      if (isReadable(middle)) {
        readable = middle;
      } else {
        unreadable = middle;
      }
    }
    return isReadable(readable) && entries.iterator().isValid();
  }

  private boolean isReadable(BigInteger position) throws RocksDBException {
    entries.iterator().close();
    entries = opener.open();
    if (position.bitLength() > KEY_BITS) {
      return true;
    }
    entries.iterator().seek(toKey(position));
    return entries.iterator().isValid() || entries.isAtEnd();
  }

  private static byte[] toKey(BigInteger position) {
    byte[] number = position.toByteArray();
    byte[] key = new byte[SpoolPosition.BYTES];
    int length = Math.min(number.length, key.length);
    System.arraycopy(number, number.length - length, key, key.length - length, length);
    return key;
  }

  @Override
  public void close() {
    entries.iterator().close();
  }
}
