// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.WriteProblems;
import dev.sora.core.packaging.CheckpointName;
import dev.sora.problem.SoraException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of checkpoints and results that driver and workers reach, in a file system of Hadoop:
 * {@code file:}, {@code hdfs:} and others. A file is complete or absent: it is written under
 * another name and renamed.
 */
final class SharedFolder implements AutoCloseable {

    private static final String PART = ".part-";

    private static final Logger LOG = LoggerFactory.getLogger(SharedFolder.class);

    private final Path folder;
    private final FileSystem files;

    private SharedFolder(Path folder, FileSystem files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Opens a folder, which need not exist.
     *
     * @param hadoop the settings of Hadoop
     */
    static SharedFolder open(String uri, Map<String, String> hadoop) {
        Configuration settings = new Configuration(false);
        hadoop.forEach(settings::set);
        try {
            Path folder = new Path(URI.create(uri));
            URI absolute =
                    folder.toUri().getScheme() == null
                            ? FileSystem.getDefaultUri(settings)
                            : folder.toUri();
            // one of its own: files of checksums would lie among those of the training
            FileSystem files = FileSystem.newInstance(absolute, settings);
            files.setWriteChecksum(false);
            return new SharedFolder(folder, files);
        } catch (IOException | IllegalArgumentException e) {
            throw SparkProblems.folder(uri, String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the names of the checkpoints, the newest first. */
    List<String> checkpoints() {
        Map<CheckpointName, String> names = new TreeMap<>(Comparator.reverseOrder());
        for (FileStatus file : list(folder)) {
            String name = file.getPath().getName();
            CheckpointName.parse(name).ifPresent(parsed -> names.put(parsed, name));
        }
        return List.copyOf(names.values());
    }

    private FileStatus[] list(Path where) {
        try {
            return files.listStatus(where);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Copies a local file into the folder. */
    void put(java.nio.file.Path local, String name) {
        write(name, out -> Files.copy(local, out));
    }

    /** Writes a text. */
    void write(String name, String text) {
        write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    private void write(String name, Content content) {
        Path target = new Path(folder, name);
        Path part = new Path(target.getParent(), PART + UUID.randomUUID());
        try {
            files.mkdirs(target.getParent());
            try (OutputStream out = files.create(part, true)) {
                content.to(out);
            }
            files.delete(target, false);
            if (!files.rename(part, target)) {
                throw new IOException("%s cannot be renamed to %s".formatted(part, target));
            }
        } catch (IOException e) {
            // on a full disk, the next file needs the space of this one
            remove(part, e);
            throw WriteProblems.full(target.toString(), e)
                    .<RuntimeException>map(problem -> new SoraException(List.of(problem), e))
                    .orElseGet(() -> failed(e));
        }
    }

    private void remove(Path part, IOException failure) {
        try {
            files.delete(part, false);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Copies a file of the folder to a local one. */
    void get(String name, java.nio.file.Path local) {
        AtomicFile.write(local, out -> copy(name, out));
    }

    private void copy(String name, OutputStream out) {
        try (var in = files.open(new Path(folder, name))) {
            in.transferTo(out);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Returns a text; empty if there is no such file. */
    Optional<String> read(String name) {
        try (var in = files.open(new Path(folder, name))) {
            return Optional.of(new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Returns whether the checkpoints are those of a training. */
    boolean isOf(String training) {
        return read(SparkTraining.TRAINING).filter(training::equals).isPresent();
    }

    /** Removes a file, or a folder with all that is in it, if it exists. */
    void delete(String name) {
        try {
            files.delete(new Path(folder, name), true);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Removes all but the newest checkpoints. */
    void keep(int count) {
        checkpoints().stream().skip(count).forEach(this::delete);
    }

    /** Removes all checkpoints, and what workers that were killed left incomplete. */
    void clear() {
        checkpoints().forEach(this::delete);
        clearIncomplete();
    }

    /** Removes what workers that were killed left incomplete; no other one may be writing. */
    void clearIncomplete() {
        for (FileStatus file : list(folder)) {
            if (file.getPath().getName().startsWith(PART)) {
                delete(file.getPath().getName());
            }
        }
    }

    private RuntimeException failed(IOException e) {
        return SparkProblems.folder(folder.toString(), String.valueOf(e.getMessage()), e);
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            LOG.debug("a file system was not closed", e);
        }
    }
}
