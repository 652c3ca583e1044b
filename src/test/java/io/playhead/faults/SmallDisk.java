package io.playhead.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory that is soon full; mounting it takes root. */
record SmallDisk(Path path) implements AutoCloseable {
  static boolean canMount() throws IOException {
    return new ProcessBuilder("id", "-u").start().inputReader().readLine().equals("0");
  }

  /** Mounts a disk of 1 MiB: enough to open a spool. */
  static SmallDisk mount(Path parent) throws IOException {
    Path path = Files.createDirectories(parent.resolve("disk"));
    run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path.toString());
    return new SmallDisk(path);
  }

  /** Makes it 256 MiB. */
  void grow() throws IOException {
    run("mount", "-o", "remount,size=256m", path.toString());
  }

  /** Unmounts it. Nothing may use it any more. */
  @Override
  public void close() throws IOException {
    run("umount", path.toString());
  }

  private static void run(String... command) throws IOException {
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IOException(String.join(" ", command) + " exited with " + exit);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
