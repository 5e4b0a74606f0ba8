// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import dev.sora.core.io.Digests;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores jars, each in a folder named by the digest of its content. */
final class ContentStore {

    private static final Logger LOG = LoggerFactory.getLogger(ContentStore.class);

    /** The prefix of folders in which jars are prepared. */
    static final String PART = ".part-";

    private static final String BAD = ".bad-";

    private final Path folder;

    ContentStore(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Path jar(InstalledPlugin plugin) {
        return folder.resolve(plugin.sha256()).resolve(plugin.file());
    }

    /**
     * Checks that a jar is the one that was installed.
     *
     * @return the problem; empty if the jar is intact
     */
    Optional<Problem> examine(InstalledPlugin plugin) {
        Path jar = jar(plugin);
        try {
            BasicFileAttributes found = Files.readAttributes(jar, BasicFileAttributes.class);
            if (found.size() == plugin.size() && nanos(found) == plugin.modified()) {
                return Optional.empty();
            }
            String digest = Digests.sha256(jar);
            return digest.equals(plugin.sha256())
                    ? Optional.empty()
                    : Optional.of(StoreProblems.damaged(plugin, jar, "SHA-256 " + digest));
        } catch (NoSuchFileException e) {
            return Optional.of(StoreProblems.missing(plugin, jar));
        } catch (IOException e) {
            return Optional.of(StoreProblems.damaged(plugin, jar, StoreProblems.words(e)));
        } catch (SoraException e) {
            return Optional.of(StoreProblems.damaged(plugin, jar, e.problems().get(0).message()));
        }
    }

    static long nanos(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    /**
     * Moves a prepared jar to its final folder; an intact jar that is there already is kept. The
     * caller holds the store's lock.
     *
     * @param ready a folder that contains only the jar
     * @param file the file name of the jar
     * @param sha256 the digest of the jar
     * @return the path of the stored jar
     */
    Path put(Path ready, String file, String sha256) throws IOException {
        Path place = folder.resolve(sha256);
        Optional<Path> there = only(place);
        if (there.isPresent() && Digests.sha256(there.get()).equals(sha256)) {
            return there.get();
        }
        if (Files.exists(place)) {
            // A process that has the damaged jar open keeps it; no process opens it again.
            Files.move(
                    place, folder.resolve(BAD + UUID.randomUUID()), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(ready, place, StandardCopyOption.ATOMIC_MOVE);
        return place.resolve(file);
    }

    private static Optional<Path> only(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(place)) {
            List<Path> found = files.toList();
            return found.size() == 1
                            && Files.isRegularFile(found.get(0))
                            && InstalledFile.FILE
                                    .matcher(found.get(0).getFileName().toString())
                                    .matches()
                    ? Optional.of(found.get(0))
                    : Optional.empty();
        }
    }

    /**
     * Deletes the jars that are not needed. The caller holds the store's lock.
     *
     * @param needed the names of folders to keep
     */
    void collect(Set<String> needed) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path place : found) {
                String name = place.getFileName().toString();
                boolean ours =
                        InstalledFile.DIGEST.matcher(name).matches()
                                || name.startsWith(PART)
                                || name.startsWith(BAD);
                if (ours && !needed.contains(name)) {
                    delete(place);
                }
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            LOG.debug("unused jars remain in {}", folder, e);
        }
    }

    static void delete(Path place) {
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.debug("{} stays until the next change", place, e);
        }
    }
}
