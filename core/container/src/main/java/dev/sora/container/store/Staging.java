// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import dev.sora.container.jar.JarContents;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Copies jars into the store before they are installed. Jars that are not installed are deleted
 * when this is closed, or by the next change if the process ends earlier.
 */
public final class Staging implements AutoCloseable {

    /** The code of a file that is not a valid jar. */
    private static final String NO_JAR = "SORA-3101";

    private static final String JAR =
            "name a plugin's jar; if this is one, copy or download it again";

    /** The largest accepted jar in bytes; an engine has some hundred megabytes. */
    private static final long LARGEST = 4L << 30;

    private final PluginStore store;
    private final Path part;
    private final List<Leases.Held> held = new ArrayList<>();
    private int count;

    Staging(PluginStore store) throws IOException {
        this.store = store;
        this.part = store.shelf().folder().resolve(ContentStore.PART + UUID.randomUUID());
        held.add(store.leases().take(Set.of(part.getFileName().toString())));
        try {
            Files.createDirectories(part);
        } catch (IOException e) {
            held.get(0).close();
            throw e;
        }
    }

    /** Returns a new folder for downloads; it is deleted when this is closed. */
    public Path folder() {
        try {
            return Files.createDirectory(part.resolve("fetched-" + count++));
        } catch (IOException e) {
            throw StoreProblems.unwritable(part, e);
        }
    }

    /**
     * Copies a jar into the store and checks the copy. Later changes of the original have no
     * effect.
     *
     * @param jar the original
     * @param origin the source of the jar, for the user
     * @throws SoraException if the jar cannot be read or is damaged, or the store cannot be written
     */
    public Staged add(Path jar, String origin) {
        if (!Files.isRegularFile(jar)) {
            throw new SoraException(
                    Problem.of("SORA-3210", "there is no such jar")
                            .where(jar.toString())
                            .fix("check the path"));
        }
        if (!Files.isReadable(jar)) {
            throw new SoraException(
                    Problem.of("SORA-3210", "no permission to read the jar")
                            .where(jar.toString())
                            .fix("give yourself permission to read it"));
        }
        try {
            String file = name(jar);
            Path ready = Files.createDirectory(part.resolve("jar-" + count++));
            String sha256 = copy(jar, ready.resolve(file));
            inspect(ready.resolve(file), jar, origin);
            held.add(store.leases().take(Set.of(sha256)));
            Path place;
            try (StoreLock lock = StoreLock.take(store.folder())) {
                place = store.shelf().put(ready, file, sha256);
            }
            BasicFileAttributes found = Files.readAttributes(place, BasicFileAttributes.class);
            return new Staged(place, sha256, found.size(), ContentStore.nanos(found), jar, origin);
        } catch (IOException e) {
            throw StoreProblems.unwritable(store.folder(), e);
        }
    }

    /**
     * Checks the copy, which no process changes, and reports problems with the name of the
     * original.
     */
    private static void inspect(Path copy, Path jar, String origin) {
        try {
            JarContents.check(copy);
        } catch (SoraException e) {
            String name = "'" + copy.getFileName() + "'";
            throw new SoraException(
                    e.problems().stream()
                            .map(p -> p.where(origin))
                            .map(p -> named(p, name, "'" + jar.getFileName() + "'"))
                            .map(p -> p.code().equals(NO_JAR) ? p.fix(JAR) : p)
                            .toList(),
                    e);
        }
    }

    private static Problem named(Problem problem, String copy, String original) {
        return new Problem(
                problem.code(),
                problem.message().replace(copy, original),
                problem.where(),
                problem.needs(),
                problem.have(),
                problem.fix());
    }

    /** Returns a file name that is valid on every operating system. */
    private static String name(Path jar) {
        String name = jar.getFileName().toString().replaceAll("[^A-Za-z0-9._+-]", "_");
        String base = name.endsWith(".jar") ? name.substring(0, name.length() - 4) : name;
        String cut = base.length() > 150 ? base.substring(0, 150) : base;
        return (cut.isEmpty() || "._+-".indexOf(cut.charAt(0)) >= 0 ? "p" + cut : cut) + ".jar";
    }

    private static String copy(Path from, Path to) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest);
                FileChannel file =
                        FileChannel.open(
                                to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > LARGEST) {
                    throw new SoraException(
                            Problem.of("SORA-3210", "the jar is larger than any plugin's")
                                    .where(from.toString())
                                    .needs("at most %d bytes".formatted(LARGEST))
                                    .fix("name a plugin's jar"));
                }
                out.write(buffer, 0, n);
            }
            file.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Deletes jars that were not installed; throws nothing. */
    @Override
    public void close() {
        held.forEach(Leases.Held::close);
        ContentStore.delete(part);
        store.collect();
    }
}
