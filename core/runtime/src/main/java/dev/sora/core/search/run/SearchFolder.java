// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.io.AtomicFile;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The folder of a search: its journal, a folder for each trial, and the results. */
final class SearchFolder {

    private final Path folder;

    private SearchFolder(Path folder) {
        this.folder = folder;
    }

    static SearchFolder open(Path folder) {
        try {
            Files.createDirectories(folder.resolve("trials"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SearchFolder(folder);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path journal() {
        return folder.resolve("journal.jsonl");
    }

    /** Returns the folder of a trial. */
    Path trial(int number) {
        return folder.resolve("trials").resolve(String.format(Locale.ROOT, "%04d", number));
    }

    /** Returns the manifest of a trial. */
    Path manifest(int number) {
        return trial(number).resolve("manifest.yaml");
    }

    Path model(int number) {
        return trial(number).resolve("model.sora");
    }

    /** Writes the manifest of a trial: with all defaults, so that it needs nothing beside it. */
    void write(int number, Plan plan) {
        try {
            Files.createDirectories(trial(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFile.writeText(manifest(number), ManifestWriter.write(plan.resolved()));
    }

    /** Removes the weights of a trial that is not needed any more; its report stays. */
    void discard(int number) {
        try {
            Files.deleteIfExists(model(number));
            Path checkpoints = trial(number).resolve("checkpoints");
            if (Files.isDirectory(checkpoints)) {
                try (Stream<Path> files = Files.list(checkpoints)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(checkpoints);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the results of a search that is continued: they would not be those of its end. */
    void clear(List<String> names) {
        try {
            for (String name : names) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
