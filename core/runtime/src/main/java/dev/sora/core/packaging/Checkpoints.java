// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.ReadProblems;
import dev.sora.core.io.WriteProblems;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of a training's checkpoints, whose files have the names of {@link CheckpointName}. */
public final class Checkpoints {

    /** Incomplete files of a process that was killed. */
    private static final Pattern LEFT = Pattern.compile("\\.epoch-.*\\.ckpt\\.[0-9a-f]+\\.tmp");

    private static final Comparator<Named> ORDER = Comparator.comparing(Named::name);

    private final Path folder;
    private final int keep;

    /**
     * Creates the view of a folder, without accessing it.
     *
     * @param folder the folder; created when the first checkpoint is saved
     * @param keep the number of latest checkpoints to keep, at least 1; the best one is kept in
     *     addition
     */
    public Checkpoints(Path folder, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("at least one checkpoint is kept");
        }
        this.folder = folder;
        this.keep = keep;
    }

    /** A checkpoint and the file that it was read from. */
    public record Found(Path file, Checkpoint checkpoint) {}

    private record Named(Path file, CheckpointName name) {}

    /**
     * Saves a checkpoint, then removes those that are not to be kept.
     *
     * @return the file
     * @throws DataException if it cannot be written; then the others are kept
     */
    public Path save(Checkpoint checkpoint) {
        Progress progress = checkpoint.progress();
        long step = progress.partial().map(Progress.Partial::steps).orElse(0L);
        CheckpointName name = new CheckpointName(progress.epoch(), step);
        Path file = folder.resolve(name.file());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DataException(WriteProblems.of(file, e), e);
        }
        Checkpoint.write(file, checkpoint);
        prune(progress, new Named(file, name));
        return file;
    }

    /**
     * Finds the newest checkpoint that can be read completely.
     *
     * @param notes receives a problem for each checkpoint that had to be skipped
     */
    public Optional<Found> latest(Consumer<Problem> notes) {
        for (Named named : newestFirst()) {
            try {
                return Optional.of(new Found(named.file(), Checkpoint.read(named.file())));
            } catch (DataException e) {
                Problem cause = e.problems().get(0);
                notes.accept(
                        Problem.of("SORA-4422", "a checkpoint is skipped: " + cause.message())
                                .where(cause.where())
                                .have(cause.have())
                                .fix("nothing to do: the training continues from an earlier one"));
            }
        }
        return Optional.empty();
    }

    /** Removes all checkpoints, for a new training in the folder of another. */
    public void clear() {
        newestFirst().forEach(named -> delete(named.file()));
        listed(file -> LEFT.matcher(String.valueOf(file.getFileName())).matches())
                .forEach(Checkpoints::delete);
    }

    private void prune(Progress progress, Named newest) {
        int best = progress.best().map(Progress.Best::epoch).orElse(-1);
        List<Named> files = newestFirst();
        files.stream()
                .filter(named -> ORDER.compare(named, newest) <= 0)
                .skip(keep)
                .filter(named -> !named.name().equals(new CheckpointName(best, 0)))
                .forEach(named -> delete(named.file()));
        listed(file -> LEFT.matcher(String.valueOf(file.getFileName())).matches())
                .forEach(Checkpoints::delete);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DataException(WriteProblems.of(file, e), e);
        }
    }

    private List<Named> newestFirst() {
        return listed(file -> true).stream()
                .flatMap(file -> named(file).stream())
                .sorted(ORDER.reversed())
                .toList();
    }

    private List<Path> listed(Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(wanted).toList();
        } catch (IOException e) {
            throw new DataException(ReadProblems.unreadable(folder, e), e);
        }
    }

    private static Optional<Named> named(Path file) {
        return CheckpointName.parse(String.valueOf(file.getFileName()))
                .map(name -> new Named(file, name));
    }
}
