package io.playhead.aggregator;

import io.playhead.config.DataSize;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of an aggregator share: blocks, indexes and write buffers. Without it each store
 * takes up to 100 MB of its own, and there are half a dozen a partition.
 */
final class StoreMemory implements AutoCloseable {
  /** Under this setting Kafka Streams hands it to the stores. */
  static final String SETTING = "playhead.store.memory";

  private static final int SHARE_OF_WRITE_BUFFERS = 2;

  /**
   * What a write buffer takes at its first record. With RocksDB's own choice, 1 MiB, the buffers of a hundred stores fill the memory
   * while they are empty: each record then makes some store write a file, until the files stall the writers.
   */
  private static final long WRITE_BUFFER_BLOCK = 64 << 10;

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  StoreMemory(DataSize size) {
    RocksDB.loadLibrary();
    cache = new LRUCache(size.bytes());
    writeBuffers = new WriteBufferManager(size.bytes() / SHARE_OF_WRITE_BUFFERS, cache);
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }

  /** Makes each store use the shared memory. Kafka Streams makes the object, so it has no arguments. */
  public static final class Setter implements RocksDBConfigSetter {
    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
      StoreMemory memory = (StoreMemory) Objects.requireNonNull(settings.get(SETTING), SETTING);
      BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockCache(memory.cache);
      table.setCacheIndexAndFilterBlocks(true);
      options.setTableFormatConfig(table);
      options.setWriteBufferManager(memory.writeBuffers);
      options.setArenaBlockSize(WRITE_BUFFER_BLOCK);
    }

    /** The memory outlives each store. */
    @Override
    public void close(String store, Options options) {}
  }
}
