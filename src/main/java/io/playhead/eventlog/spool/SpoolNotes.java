package io.playhead.eventlog.spool;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** What a spool's database says of itself: whose events it holds, its last run, and each partition's totals. */
record SpoolNotes(SpoolDatabase database) {
  private static final byte[] LABEL = SpoolDatabase.bytes("label");
  private static final byte[] RUN = SpoolDatabase.bytes("run");
  private static final String TOTALS = "totals/";

  /** The topic and number of partitions that its events are for; empty in a new spool. */
  Optional<String> label() throws RocksDBException {
    return Optional.ofNullable(database.get(database.about(), LABEL)).map(SpoolDatabase::text);
  }

  /** The last run that was begun; empty in a new spool, and if that was lost. */
  OptionalInt run() throws RocksDBException {
    byte[] run = database.get(database.about(), RUN);
    return run == null ? OptionalInt.empty() : OptionalInt.of(ByteBuffer.wrap(run).getInt());
  }

  /** Begins a run, durably. */
  void begin(String label, int run) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(database.about(), LABEL, SpoolDatabase.bytes(label));
      batch.put(database.about(), RUN, ByteBuffer.allocate(Integer.BYTES).putInt(run).array());
      database.write(batch);
      database.sync();
    }
  }

  /** A partition's {@link StoredLane#totals}; empty if they must be counted. */
  Optional<byte[]> totals(int partition) throws RocksDBException {
    return Optional.ofNullable(database.get(database.about(), totalsKey(partition)));
  }

  /** Adds a partition's totals to a change of its events. */
  void putTotals(WriteBatch batch, int partition, StoredLane lane) throws RocksDBException {
    batch.put(database.about(), totalsKey(partition), lane.totals());
  }

  /** Adds to a change of a partition's events that they must be counted. */
  void deleteTotals(WriteBatch batch, int partition) throws RocksDBException {
    batch.delete(database.about(), totalsKey(partition));
  }

  /** Whether that is the key of totals, which are not to be trusted after damage. */
  static boolean isTotals(byte[] key) {
    return SpoolDatabase.text(key).startsWith(TOTALS);
  }

  private static byte[] totalsKey(int partition) {
    return SpoolDatabase.bytes(TOTALS + partition);
  }
}
