package io.aureus.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, unpacked from the archive that comes with us. They lie in the data
 * folder and not under a shared temporary folder, where another user could put his own in their
 * place.
 */
final class PostgresPrograms {
  static final String FOLDER = "programs";

  /** The major version that the archive holds: data of another one is refused. */
  static final int MAJOR = 18;

  private static final String VERSION = "postgres-18.6";

  private final Path home;
  private final List<String> prefix;

  private PostgresPrograms(Path home, List<String> prefix) {
    this.home = home;
    this.prefix = prefix;
  }

  static PostgresPrograms unpackedIn(DataFolder folder) {
    Path home = folder.file(FOLDER).resolve(VERSION);
    try {
      if (!Files.isDirectory(home)) {
        Path draft = folder.file(FOLDER).resolve(VERSION + ".new");
        DataFolder.deleteTree(draft);
        unpack(archive(), draft);
        Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
      }
      return new PostgresPrograms(home, prefix(folder));
    } catch (IOException e) {
      throw new StartRefused("cannot unpack PostgreSQL into " + home + ": " + e);
    }
  }

  /**
   * Runs one of the programs to its end.
   *
   * @return its exit code and what it said
   */
  Said run(String program, List<String> arguments) {
    List<String> line = new ArrayList<>(prefix);
    line.add(home.resolve("bin").resolve(program).toString());
    line.addAll(arguments);
    try {
      Path output = Files.createTempFile(home.getParent(), program, ".out");
      try {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(PostgresPrograms::isOurs);
        builder.environment().put("LC_ALL", "C");
        // To a file and not a pipe: the server would inherit the pipe and hold it open.
        Process process = builder.redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          return new Said(-1, program + " did not end within 3 minutes");
        }
        return new Said(process.exitValue(), Files.readString(output).strip());
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      return new Said(-1, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Said(-1, program + " was interrupted");
    }
  }

  /** What would lead it elsewhere, and our settings: a server must not carry our secrets. */
  private static boolean isOurs(String variable) {
    return variable.startsWith("PG")
        || variable.startsWith("AUREUS_")
        || variable.equals("CREDENTIALS_DIRECTORY");
  }

  /** How a program ended. */
  record Said(int code, String words) {
    boolean isWell() {
      return code == 0;
    }
  }

  /**
   * PostgreSQL refuses to run as root. In a user namespace of its own it is nobody there and still
   * the owner of its files.
   */
  private static List<String> prefix(DataFolder folder) throws IOException {
    return folder.ownUid() == 0 ? List.of("unshare", "-U") : List.of();
  }

  private static InputStream archive() throws IOException {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    String name =
        "/postgres-%s-%s.txz"
            .formatted(
                os.contains("mac") ? "darwin" : "linux",
                arch.equals("aarch64") ? "arm_64" : "x86_64");
    InputStream in = PostgresPrograms.class.getResourceAsStream(name);
    if (in == null || os.contains("windows")) {
      throw new StartRefused(
          "no PostgreSQL comes with us for %s on %s: set AUREUS_DATABASE_URL to one of your own"
              .formatted(os, arch));
    }
    return in;
  }

  private static void unpack(InputStream archive, Path into) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("the archive leads out of its folder: " + entry.getName());
        }
        unpackOne(tar, entry, target);
        entry = tar.getNextEntry();
      }
    }
  }

  private static void unpackOne(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(tar, target);
      if ((entry.getMode() & 0100) != 0) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
