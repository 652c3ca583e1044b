package io.playhead.eventlog.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * The spool's directory and the lock on it, a file beside it, since the directory itself is replaced when it is
 * damaged.
 */
final class SpoolFiles implements AutoCloseable {
  private static final long ENOUGH_SPACE = 128L << 20;

  private final Path directory;
  private final FileChannel lock;
  private final SpoolRecovery recovery;
  private final SpoolMetrics metrics;

  private SpoolFiles(Path directory, FileChannel lock, SpoolRecovery recovery, SpoolMetrics metrics) {
    this.directory = directory;
    this.lock = lock;
    this.recovery = recovery;
    this.metrics = metrics;
  }

  /** Takes the lock, and finishes a rescue that was cut short. */
  static SpoolFiles lock(Path directory, InstantSource clock, SpoolMetrics metrics) throws SpoolException {
    Path path = directory.toAbsolutePath();
    try {
      Files.createDirectories(path.getParent());
      FileChannel lock = lock(path);
      SpoolRecovery recovery = new SpoolRecovery(path, clock);
      recovery.tidy();
      Files.createDirectories(path);
      return new SpoolFiles(path, lock, recovery, metrics);
    } catch (IOException e) {
      throw new SpoolException("the spool " + directory + " cannot be opened: " + e, e);
    }
  }

  private static FileChannel lock(Path directory) throws IOException, SpoolException {
    FileChannel channel = FileChannel.open(directory.resolveSibling(directory.getFileName() + ".lock"),
        StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      // Told below like the lock of another process.
    }
    channel.close();
    throw new SpoolException("the spool " + directory + " is in use by another process");
  }

  Path directory() {
    return directory;
  }

  /** Whether there is room enough on the disk to open a database. */
  boolean hasSpace() {
    try {
      return Files.getFileStore(directory).getUsableSpace() >= ENOUGH_SPACE;
    } catch (IOException e) {
      return false;
    }
  }

  /** Opens the database, after a rescue if it is damaged. */
  SpoolDatabase open() throws SpoolException {
    try {
      return SpoolDatabase.open(directory);
    } catch (RocksDBException e) {
      if (isDamage(e)) {
        return rescue(e);
      }
      throw failure(e);
    }
  }

  /** Rescues what is readable, and opens that. Nothing may have the database open. */
  SpoolDatabase rescue(RocksDBException damage) throws SpoolException {
    metrics.damaged();
    try {
      recovery.rescue(damage);
      return SpoolDatabase.open(directory);
    } catch (IOException | RocksDBException e) {
      throw failure(e);
    }
  }

  /** Whether the files themselves are at fault: their sums are wrong, one is missing, or the disk cannot read it. */
  static boolean isDamage(RocksDBException failure) {
    Status status = failure.getStatus();
    if (status == null) {
      return false;
    }
    String message = String.valueOf(failure.getMessage());
    return status.getCode() == Status.Code.Corruption || message.contains("No such file")
        || message.contains("Input/output error");
  }

  private SpoolException failure(Exception e) {
    return new SpoolException("the spool " + directory + " cannot be opened: " + e.getMessage(), e);
  }

  @Override
  public void close() throws SpoolException {
    try {
      lock.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
