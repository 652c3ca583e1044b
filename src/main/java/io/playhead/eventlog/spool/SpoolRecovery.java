package io.playhead.eventlog.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstFileReader;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rescues what is readable of a damaged spool into a new one, and keeps the damaged files as they are under another
 * name: {@code spool.damaged-20261122T233500Z}. Nothing ever deletes those.
 *
 * <p>It reads the database as a whole if that can be opened. If its own books (CURRENT, MANIFEST) are gone, it reads
 * file by file; then events that were removed may come back, which are repeats.
 */
final class SpoolRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolRecovery.class);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String TABLE = ".sst";
  private static final String WAL = ".log";
  private static final long BEHIND_ALL_NUMBERS_IN_USE = 1_000_000_000;
  private static final int BATCH = 1_000;

  private final Path directory;
  private final Path rescued;
  private final InstantSource clock;

  SpoolRecovery(Path directory, InstantSource clock) {
    this.directory = directory;
    this.rescued = directory.resolveSibling(directory.getFileName() + ".rescued");
    this.clock = clock;
  }

  /** Finishes or undoes a rescue that was cut short. */
  void tidy() throws IOException {
    if (!Files.exists(rescued)) {
      return;
    }
    if (Files.exists(directory)) {
      delete(rescued);
    } else {
      Files.move(rescued, directory);
    }
  }

  /** Rescues what can be read; nothing may have the database open. */
  void rescue(Exception damage) throws IOException, RocksDBException {
    LOG.error("The spool {} is damaged, what can be read is rescued: {}", directory, damage.getMessage());
    tidy();
    Path work = rescued.resolve("work");
    try (SpoolDatabase target = SpoolDatabase.open(rescued)) {
      linkTables(work);
      putLogs(work);
      try (SpoolDatabase source = SpoolDatabase.openDamaged(work)) {
        copy(source, target);
      } catch (RocksDBException e) {
        LOG.error("The spool {} is read file by file: {}", directory, e.getMessage());
        copyTables(target);
        delete(work);
        copyLogs(work, target);
      }
      target.sync();
    }
    delete(work);
    Path kept = keptName(clock.instant());
    Files.move(directory, kept);
    Files.move(rescued, directory);
    sync(kept.resolveSibling("."));
    LOG.error("The spool {} works again; its damaged files are kept in {}", directory, kept);
  }

  private Path keptName(Instant now) {
    String name = directory.getFileName() + ".damaged-" + NAME.format(now);
    Path path = directory.resolveSibling(name);
    for (int n = 2; Files.exists(path); n++) {
      path = directory.resolveSibling(name + "-" + n);
    }
    return path;
  }

  private static void copy(SpoolDatabase source, SpoolDatabase target) throws RocksDBException {
    copyAbout(source, target);
    copy(DamageScan.of(source, source.events()), target, target.events());
    copy(DamageScan.of(source, source.aside()), target, target.aside());
  }

  /** What can be read of it; totals are counted anew, and the rest can be found out. */
  private static void copyAbout(SpoolDatabase source, SpoolDatabase target) throws RocksDBException {
    try (RocksIterator entries = source.iterator(source.about()); WriteBatch batch = new WriteBatch()) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        if (!SpoolNotes.isTotals(entries.key())) {
          batch.put(target.about(), entries.key(), entries.value());
        }
      }
      target.write(batch);
    }
  }

  private static void copy(DamageScan source, SpoolDatabase target, ColumnFamilyHandle family)
      throws RocksDBException {
    try (source; WriteBatch batch = new WriteBatch()) {
      source.forEach((key, value) -> {
        batch.put(family, key, value);
        if (batch.count() >= BATCH) {
          target.write(batch);
          batch.clear();
        }
      });
      target.write(batch);
    }
  }

  private void copyTables(SpoolDatabase target) throws IOException {
    for (Path table : files(TABLE)) {
      try (Options options = new Options(); SstFileReader reader = new SstFileReader(options)) {
        reader.open(table.toString());
        String family = SpoolDatabase.text(reader.getTableProperties().getColumnFamilyName());
        if (family.equals(SpoolDatabase.EVENTS)) {
          copyTable(reader, target, target.events());
        } else if (family.equals(SpoolDatabase.ASIDE)) {
          copyTable(reader, target, target.aside());
        }
      } catch (RocksDBException e) {
        LOG.error("The file {} cannot be read: {}", table, e.getMessage());
      }
    }
  }

  private static void copyTable(SstFileReader reader, SpoolDatabase target, ColumnFamilyHandle family)
      throws RocksDBException {
    try (ReadOptions options = new ReadOptions()) {
      copy(DamageScan.of(reader, options), target, family);
    }
  }

  /** The damaged database under another name, but for its write-ahead log. */
  private void linkTables(Path work) throws IOException {
    Files.createDirectories(work);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> file.getFileName().toString().matches("\\d+\\.sst|CURRENT|MANIFEST-\\d+"))
          .toList()) {
        Files.createLink(work.resolve(file.getFileName()), file);
      }
    }
  }

  /** Reads the write-ahead log in a database that has nothing else. */
  private void copyLogs(Path work, SpoolDatabase target) throws IOException, RocksDBException {
    SpoolDatabase.open(work).close();
    putLogs(work);
    try (SpoolDatabase source = SpoolDatabase.openDamaged(work)) {
      copy(source, target);
    }
  }

  /**
   * Copies of the parts of the log that are sound, under numbers that are new to any database, so that it replays them.
   */
  private void putLogs(Path work) throws IOException {
    long number = BEHIND_ALL_NUMBERS_IN_USE;
    for (Path log : files(WAL)) {
      for (ByteBuffer part : new LogBlocks(Files.readAllBytes(log)).soundParts()) {
        Path copy = work.resolve(number + WAL);
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          while (part.hasRemaining()) {
            channel.write(part);
          }
        }
        number++;
      }
    }
  }

  /** The files with that ending, oldest first. */
  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().matches("\\d+\\" + ending))
          .sorted(Comparator.comparingLong(SpoolRecovery::number)).toList();
    }
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name, 0, name.indexOf('.'), 10);
  }

  /** Makes the new names durable. */
  private static void sync(Path parent) throws IOException {
    try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
