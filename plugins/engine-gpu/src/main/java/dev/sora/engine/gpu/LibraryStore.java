// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.engine.LibraryInstaller.Installed;
import dev.sora.engine.LibraryInstaller.Staged;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** PyTorch's libraries below Sora's home, in {@code engines/gpu}: all of them or none. */
final class LibraryStore {

    private static final String PART = ".gpu-";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path place;
    private final Space space;

    /** Measures disks. */
    @FunctionalInterface
    interface Space {

        /** Returns how many bytes can be written to a folder. */
        long usable(Path folder) throws IOException;
    }

    /** Opens the store in Sora's home; creates nothing. */
    LibraryStore(Path home) {
        this(home, folder -> Files.getFileStore(folder).getUsableSpace());
    }

    LibraryStore(Path home, Space space) {
        this.space = space;
        place = home.toAbsolutePath().normalize().resolve("engines").resolve("gpu");
    }

    /** Returns the folder of the installation. */
    Path place() {
        return place;
    }

    /** Returns the list of what is installed; empty if nothing is. */
    Optional<LibraryNote> note() {
        Path note = place.resolve(LibraryNote.NAME);
        return Files.exists(note) ? Optional.of(LibraryNote.read(note)) : Optional.empty();
    }

    Optional<Installed> installed() {
        return note().map(this::installed);
    }

    private Installed installed(LibraryNote note) {
        Path folder = note.folder(place);
        return new Installed(folder, note.version(), note.bytes(), !folder.startsWith(place));
    }

    /** Copies, or links, libraries beside their final place. */
    Staged stage(Path source, boolean link, boolean gpu) {
        refuseSecond();
        Path part = null;
        try {
            Files.createDirectories(place.getParent());
            deleteAbandoned();
            part = Files.createTempDirectory(place.getParent(), PART);
            Libtorch libtorch = link ? Libtorch.in(source.toAbsolutePath(), gpu) : null;
            if (libtorch == null) {
                LibrarySource copied = new LibrarySource(source, part);
                checkSpace(copied.size());
                copied.copy();
                libtorch = checked(part, source, gpu);
            }
            LibraryNote.of(
                            libtorch.folder(),
                            libtorch.version(),
                            link ? libtorch.folder().toString() : "lib")
                    .write(part.resolve(LibraryNote.NAME));
            return new Copied(part, libtorch.folder());
        } catch (IOException e) {
            delete(part);
            throw new EngineException(unwritable(e), e);
        } catch (RuntimeException | Error e) {
            delete(part);
            throw e;
        }
    }

    /** A disk that is full half-way would be so for all other programs too. */
    private void checkSpace(long bytes) throws IOException {
        long usable = space.usable(place.getParent());
        if (bytes > usable) {
            throw new EngineException(
                    unwritable(
                            "%,d MB of libraries, and %,d MB free"
                                    .formatted(bytes / 1_000_000, usable / 1_000_000)));
        }
    }

    /** Deletes the copies of processes that were killed. */
    private void deleteAbandoned() throws IOException {
        Instant yesterday = Instant.now().minus(ABANDONED);
        try (Stream<Path> siblings = Files.list(place.getParent())) {
            for (Path each : siblings.toList()) {
                if (each.getFileName().toString().startsWith(PART)
                        && Files.getLastModifiedTime(each).toInstant().isBefore(yesterday)) {
                    delete(each);
                }
            }
        }
    }

    /** Checks a copy; a problem of it is one of its source, which the user knows. */
    private static Libtorch checked(Path part, Path source, boolean gpu) {
        try {
            return Libtorch.in(part, gpu);
        } catch (EngineException e) {
            throw new EngineException(e.problems().get(0).where(source.toString()), e);
        }
    }

    boolean remove() {
        if (!Files.exists(place)) {
            return false;
        }
        try {
            // a moved folder is out of use at once, even if its files cannot all be deleted
            Path part = place.resolveSibling(PART + "removed-" + System.nanoTime());
            Files.move(place, part, StandardCopyOption.ATOMIC_MOVE);
            delete(part);
            return true;
        } catch (IOException e) {
            throw new EngineException(unwritable(e), e);
        }
    }

    private void refuseSecond() {
        if (Files.exists(place)) {
            throw new EngineException(
                    Problem.of("SORA-5122", "PyTorch for GPUs is installed already")
                            .where(place.toString())
                            .have(
                                    installed()
                                            .map(Installed::version)
                                            .orElse("a folder without a list of libraries"))
                            .fix("run 'sora engine remove gpu' first"));
        }
    }

    private Problem unwritable(IOException e) {
        return unwritable(e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    private Problem unwritable(String why) {
        return Problem.of("SORA-5124", "PyTorch's libraries could not be installed or removed")
                .where(place.toString())
                .needs("a writable folder with some gigabytes of free space")
                .have(why)
                .fix(
                        "free disk space, set SORA_HOME to a folder on another disk, or install"
                                + " with --link");
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        // what cannot be deleted is left: it has the name of no installation
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(LibraryStore::deleteOne);
        } catch (IOException e) {
            deleteOne(folder);
        }
    }

    private static void deleteOne(Path file) {
        file.toFile().delete();
    }

    private final class Copied implements Staged {

        private final Path part;
        private final Path libraries;
        private boolean done;

        Copied(Path part, Path libraries) {
            this.part = part;
            this.libraries = libraries;
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of(GpuEngineType.LIBTORCH.name(), libraries.toString());
        }

        @Override
        public Installed commit() {
            refuseSecond();
            try {
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                // another process may have been faster since the check
                refuseSecond();
                throw new EngineException(unwritable(e), e);
            }
            done = true;
            return installed().orElseThrow();
        }

        @Override
        public void close() {
            if (!done) {
                delete(part);
            }
        }
    }
}
