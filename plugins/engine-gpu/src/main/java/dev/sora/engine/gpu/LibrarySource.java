// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Copies PyTorch's libraries out of a folder or a ZIP archive, which are not trusted: only files
 * with names of libraries are read, directly below a folder {@code lib}, each as long as the limits
 * allow, and written to one folder under these names.
 */
final class LibrarySource {

    /** Several times the size of the official builds for CUDA. */
    private static final long MOST_BYTES = 24L << 30;

    private static final int MOST_ENTRIES = 200_000;
    private static final int MOST_LIBRARIES = 500;
    private static final int LARGEST_NOTE = 64 * 1024;
    private static final int BUFFER = 1 << 20;
    private static final List<String> VERSIONS = List.of("build-version", "version.py");

    private final Path source;
    private final Path target;
    private final long mostBytes;
    private long bytes;
    private int libraries;

    /**
     * Prepares a copy.
     *
     * @param target an empty folder; libraries are copied to its folder {@code lib}
     */
    LibrarySource(Path source, Path target) {
        this(source, target, MOST_BYTES);
    }

    LibrarySource(Path source, Path target, long mostBytes) {
        this.source = source;
        this.target = target;
        this.mostBytes = mostBytes;
    }

    /**
     * Copies the libraries and the file that tells their version.
     *
     * @throws EngineException if the source is not usable
     */
    void copy() throws IOException {
        Files.createDirectories(target.resolve("lib"));
        if (Files.isDirectory(source)) {
            copyFolder();
        } else if (Files.isRegularFile(source)) {
            copyArchive();
        } else {
            throw unusable("it does not exist");
        }
    }

    /**
     * Returns the bytes of the libraries as the source tells them; an archive may tell too few.
     *
     * @throws EngineException if the source is not usable
     */
    long size() throws IOException {
        long sum = 0;
        if (Files.isDirectory(source)) {
            try (Stream<Path> files = Files.list(folder())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    boolean library = LibraryNote.isLibrary(file.getFileName().toString());
                    sum += library ? Files.size(file) : 0;
                }
            }
        } else if (Files.isRegularFile(source)) {
            try (ZipFile archive = new ZipFile(source.toFile())) {
                for (ZipEntry entry : Collections.list(archive.entries())) {
                    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                    sum += LibraryNote.isLibrary(name) ? Math.max(0, entry.getSize()) : 0;
                }
            } catch (ZipException e) {
                throw damaged(e);
            }
        }
        return sum;
    }

    private Path folder() {
        return Stream.of("", "lib", "libtorch/lib", "torch/lib")
                .map(source::resolve)
                .filter(each -> Files.isRegularFile(each.resolve("libtorch.so")))
                .findFirst()
                .orElse(source);
    }

    private void copyFolder() throws IOException {
        Path folder = folder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                copy(file, file.getFileName().toString());
            }
        }
        Path parent = folder.toAbsolutePath().normalize().getParent();
        for (String name : VERSIONS) {
            if (parent != null && Files.isRegularFile(parent.resolve(name))) {
                copy(parent.resolve(name), name);
            }
        }
    }

    private void copy(Path file, String name) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            copy(in, name);
        }
    }

    private void copyArchive() throws IOException {
        try (ZipFile archive = new ZipFile(source.toFile())) {
            if (archive.size() > MOST_ENTRIES) {
                throw unusable("it has more than %,d entries".formatted(MOST_ENTRIES));
            }
            Enumeration<? extends ZipEntry> entries = archive.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                checkPath(entry.getName());
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                boolean library = ("/" + entry.getName()).endsWith("/lib/" + name);
                if (!entry.isDirectory() && (library || VERSIONS.contains(name))) {
                    copyEntry(archive, entry, name, library);
                }
            }
        } catch (ZipException e) {
            throw damaged(e);
        }
    }

    private void copyEntry(ZipFile archive, ZipEntry entry, String name, boolean library)
            throws IOException {
        int depth = (int) entry.getName().chars().filter(c -> c == '/').count();
        // the packages of Python below 'torch' have version files of their own
        if (library || depth <= 1) {
            try (InputStream in = archive.getInputStream(entry)) {
                copy(in, name);
            }
        }
    }

    private void checkPath(String path) {
        boolean escapes =
                path.startsWith("/")
                        || path.contains("\\")
                        || path.contains(":")
                        || Stream.of(path.split("/")).anyMatch(".."::equals);
        if (escapes) {
            throw unusable("the path '%s' points outside of it".formatted(path));
        }
    }

    private void copy(InputStream in, String name) throws IOException {
        boolean version = VERSIONS.contains(name);
        if (!version && !LibraryNote.isLibrary(name)) {
            return;
        }
        if (!version && ++libraries > MOST_LIBRARIES) {
            throw unusable("it has more than %d libraries".formatted(MOST_LIBRARIES));
        }
        Path file = version ? target.resolve(name) : target.resolve("lib").resolve(name);
        if (Files.exists(file)) {
            throw unusable("it has two files '%s'".formatted(name));
        }
        long most = version ? LARGEST_NOTE : mostBytes - bytes;
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                copied += n;
                if (copied > most) {
                    throw unusable("'%s' is too large".formatted(name));
                }
                out.write(buffer, 0, n);
            }
        }
        bytes += copied;
    }

    private EngineException damaged(ZipException e) {
        return unusable("it is not a ZIP archive, or damaged: " + e.getMessage());
    }

    private EngineException unusable(String why) {
        return new EngineException(
                Problem.of("SORA-5123", "PyTorch's libraries cannot be copied from here")
                        .where(source.toString())
                        .needs("a folder, or the ZIP archive that PyTorch publishes")
                        .have(why)
                        .fix(Libtorch.fix()));
    }
}
