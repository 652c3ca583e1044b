package io.playhead.eventlog.spool;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The RocksDB database behind a spool: the family {@code default} for what the spool knows of itself, {@code events},
 * and {@code aside} for events that Kafka will never take.
 *
 * <p>Memory outside the heap: 32 MiB of write buffers and as much again while they are written out, 16 MiB of blocks
 * and indexes, and the group being written: under 100 MiB. The write-ahead log takes 64 MiB of disk.
 */
final class SpoolDatabase implements AutoCloseable {
  static final String EVENTS = "events";
  static final String ASIDE = "aside";

  private static final long MIB = 1L << 20;
  private static final long WRITE_BUFFERS = 32 * MIB;
  private static final long BLOCK_CACHE = 16 * MIB;
  private static final long FILE = 16 * MIB;
  private static final long WAL = 64 * MIB;
  private static final int BLOCK = 16 << 10;

  /**
   * More than one block of a disk. It stands in the write-ahead log behind each group of events and means nothing: the
   * last block of the newest file, the one a power cut tears or a file system forgets, never holds an event that was
   * acknowledged.
   */
  private static final byte[] FILLER = new byte[4 << 10];

  private final List<AutoCloseable> resources;
  private final RocksDB database;
  private final List<ColumnFamilyHandle> families;
  private final WriteOptions unsynced = new WriteOptions();
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private volatile boolean closed;

  private SpoolDatabase(List<AutoCloseable> resources, RocksDB database, List<ColumnFamilyHandle> families) {
    this.resources = resources;
    this.database = database;
    this.families = families;
  }

  /**
   * Opens the database in that directory, or makes one. A torn record at the end of the write-ahead log is what a crash
   * leaves, and dropped: it was never acknowledged. Any other damage is an error.
   */
  static SpoolDatabase open(Path directory) throws RocksDBException {
    return open(directory, WALRecoveryMode.TolerateCorruptedTailRecords, false);
  }

  /**
   * Opens a damaged database without changing a file of it, and without those records of the write-ahead log that are
   * damaged.
   */
  static SpoolDatabase openDamaged(Path directory) throws RocksDBException {
    return open(directory, WALRecoveryMode.SkipAnyCorruptedRecords, true);
  }

  private static SpoolDatabase open(Path directory, WALRecoveryMode mode, boolean readOnly) throws RocksDBException {
    RocksDB.loadLibrary();
    LRUCache cache = new LRUCache(BLOCK_CACHE);
    ColumnFamilyOptions family = familyOptions(cache);
    DBOptions options = options(mode);
    List<AutoCloseable> resources = List.of(options, family, cache);
    List<ColumnFamilyHandle> families = new ArrayList<>();
    try {
      RocksDB database = readOnly
          ? RocksDB.openReadOnly(options, directory.toString(), descriptors(family), families)
          : RocksDB.open(options, directory.toString(), descriptors(family), families);
      return new SpoolDatabase(resources, database, families);
    } catch (RocksDBException e) {
      options.close();
      family.close();
      cache.close();
      throw e;
    }
  }

  private static List<ColumnFamilyDescriptor> descriptors(ColumnFamilyOptions options) {
    return List.of(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options),
        new ColumnFamilyDescriptor(bytes(EVENTS), options), new ColumnFamilyDescriptor(bytes(ASIDE), options));
  }

  private static ColumnFamilyOptions familyOptions(LRUCache cache) {
    return new ColumnFamilyOptions().setCompressionType(CompressionType.LZ4_COMPRESSION).setWriteBufferSize(FILE)
        .setTargetFileSizeBase(FILE).setMaxBytesForLevelBase(4 * FILE).setTableFormatConfig(
            new BlockBasedTableConfig().setBlockCache(cache).setBlockSize(BLOCK).setCacheIndexAndFilterBlocks(true));
  }

  private static DBOptions options(WALRecoveryMode mode) {
    return new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true).setWalRecoveryMode(mode)
        .setDbWriteBufferSize(WRITE_BUFFERS).setMaxTotalWalSize(WAL).setMaxManifestFileSize(MIB).setKeepLogFileNum(2)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL).setStatsDumpPeriodSec(0).setStatsPersistPeriodSec(0);
  }

  boolean isOpen() {
    return !closed;
  }

  ColumnFamilyHandle about() {
    return families.get(0);
  }

  ColumnFamilyHandle events() {
    return families.get(1);
  }

  ColumnFamilyHandle aside() {
    return families.get(2);
  }

  /** Applies a batch as a whole. It is durable after the next {@link #sync}. */
  void write(WriteBatch batch) throws RocksDBException {
    requireOpen();
    database.write(unsynced, batch);
  }

  /** Makes all that was written durable, with one flush of the disk. */
  void sync() throws RocksDBException {
    requireOpen();
    try (WriteBatch filler = new WriteBatch()) {
      filler.putLogData(FILLER);
      database.write(synced, filler);
    }
  }

  byte @Nullable [] get(ColumnFamilyHandle family, byte[] key) throws RocksDBException {
    requireOpen();
    return database.get(family, key);
  }

  RocksIterator iterator(ColumnFamilyHandle family) throws RocksDBException {
    requireOpen();
    return database.newIterator(family);
  }

  /** Gives back the files that hold nothing but events from one key up to before the other. */
  void dropFiles(byte[] from, byte[] to) throws RocksDBException {
    requireOpen();
    database.deleteFilesInRanges(events(), List.of(from, to), false);
  }

  /** Rewrites the files without what was removed; meant for when that is nearly all. */
  void compact() throws RocksDBException {
    requireOpen();
    database.compactRange(events());
  }

  /** A call into a closed database would end the process. */
  private void requireOpen() throws RocksDBException {
    if (closed) {
      throw new RocksDBException("the spool is closed");
    }
  }

  /** Closes it; nothing may use it at that time. A second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    families.forEach(ColumnFamilyHandle::close);
    synced.close();
    unsynced.close();
    database.close();
    for (AutoCloseable resource : resources) {
      closeQuietly(resource);
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
