// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.io.AtomicFile;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.plan.Plan;
import dev.sora.core.search.SearchCode;
import dev.sora.core.search.results.Scored;
import dev.sora.problem.SoraException;
import dev.sora.search.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The folder of a search: its journal, a folder for each trial, and the results. */
final class SearchFolder {

    private static final String JOURNAL = "journal.jsonl";
    private static final String TRIALS = "trials";

    private final Path folder;

    private SearchFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder; creates it if necessary.
     *
     * @throws SoraException if it has no journal, but files that a search would replace
     */
    static SearchFolder open(Path folder) {
        checkOwn(folder);
        try {
            Files.createDirectories(folder.resolve(TRIALS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SearchFolder(folder);
    }

    /** Whose files they are is known from the journal only. */
    private static void checkOwn(Path folder) {
        if (folder.resolve(JOURNAL).toFile().length() > 0) {
            return;
        }
        List<String> names = new ArrayList<>(SearchFiles.NAMES);
        String[] trials = folder.resolve(TRIALS).toFile().list();
        if (trials == null || trials.length > 0) {
            // a file, or a folder in which something is
            names.add(TRIALS);
        }
        List<String> found =
                names.stream()
                        .filter(
                                name ->
                                        Files.exists(
                                                folder.resolve(name), LinkOption.NOFOLLOW_LINKS))
                        .toList();
        if (!found.isEmpty()) {
            throw new SoraException(
                    SearchCode.FOLDER
                            .problem("the folder has files that the search would replace")
                            .where("--out " + folder)
                            .needs("a folder without them, or with the journal of a search")
                            .have(String.join(", ", found))
                            .fix("name another folder"));
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path journal() {
        return folder.resolve(JOURNAL);
    }

    /** Returns the folder of a trial. */
    Path trial(int number) {
        return folder.resolve(TRIALS).resolve(String.format(Locale.ROOT, "%04d", number));
    }

    /** Returns the manifest of a trial. */
    Path manifest(int number) {
        return trial(number).resolve("manifest.yaml");
    }

    /** Returns the folder of the checkpoints of a trial. */
    Path checkpoints(int number) {
        return trial(number).resolve("checkpoints");
    }

    /** Returns the model that the trainings of a trial leave. */
    private Path left(int number) {
        return trial(number).resolve("model.sora");
    }

    /** Returns the model that the costs of a trial were measured on. */
    Path model(Scored scored) {
        int number = scored.trial().number();
        return scored.wentOn()
                ? trial(number).resolve("model-%d.sora".formatted(scored.epochs()))
                : left(number);
    }

    /**
     * Keeps the model of a trial that is about to continue, which would replace it.
     *
     * @param scored the trial, with the epochs that are asked for now
     */
    void keep(Scored scored) {
        Path left = left(scored.trial().number());
        Path kept = model(scored);
        if (Files.exists(left) && !Files.exists(kept)) {
            AtomicFile.write(kept, out -> Files.copy(left, out));
        }
    }

    /** Removes the models that were kept of a trial. */
    void release(int number) {
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(trial(number), "model-*.sora")) {
            for (Path file : kept) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Removes the weights of complete trials that are not among the best. */
    void keepBest(List<Trial> trials) {
        List<Integer> best = Ranking.front(trials).stream().map(Trial::number).toList();
        for (Trial trial : trials) {
            if (trial.isComplete() && !best.contains(trial.number())) {
                discard(trial.number());
            }
        }
    }

    /** Removes the weights of a trial that is not needed any more; its report stays. */
    void discard(int number) {
        try {
            if (!Files.isDirectory(trial(number))) {
                return;
            }
            release(number);
            Files.deleteIfExists(left(number));
            Path checkpoints = checkpoints(number);
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
}
