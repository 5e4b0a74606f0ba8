// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.TensorData;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A training between two steps: everything that it needs to continue as if it had not stopped.
 *
 * @param progress its progress
 * @param weights the weights by name, in the order of the layout
 * @param optimiser the optimiser's state by name
 * @param best the weights of the best epoch, if they differ from the current ones
 */
public record Checkpoint(
        Progress progress,
        Map<String, TensorData> weights,
        Map<String, TensorData> optimiser,
        Optional<Map<String, TensorData>> best) {

    static final String PROGRESS = "progress.json";
    static final String WEIGHTS = "weights.safetensors";
    static final String OPTIMISER = "optimiser.safetensors";
    static final String BEST = "best.safetensors";

    /** Copies the maps and keeps their order. */
    public Checkpoint {
        weights = copy(weights);
        optimiser = copy(optimiser);
        best = best.map(Checkpoint::copy);
    }

    /**
     * Writes a checkpoint.
     *
     * @throws DataException if the file cannot be written; then no file is left
     */
    public static void write(Path file, Checkpoint checkpoint) {
        Contents contents =
                new Contents()
                        .json(PROGRESS, ProgressTree.write(checkpoint.progress()))
                        .tensors(WEIGHTS, checkpoint.weights())
                        .tensors(OPTIMISER, checkpoint.optimiser());
        checkpoint.best().ifPresent(best -> contents.tensors(BEST, best));
        Container.write(file, ContainerKind.CHECKPOINT, contents);
    }

    /**
     * Reads a checkpoint.
     *
     * @throws DataException if it is not one, or is incomplete
     */
    public static Checkpoint read(Path file) {
        try (OpenContainer container = OpenContainer.open(file, ContainerKind.CHECKPOINT)) {
            Checkpoint checkpoint =
                    new Checkpoint(
                            ProgressTree.read(container.json(PROGRESS), container.where(PROGRESS)),
                            container.tensors(WEIGHTS),
                            container.tensors(OPTIMISER),
                            container.tensorsIfThere(BEST));
            container.finish();
            return checkpoint;
        }
    }

    /**
     * Checks that the manifest of a resumed training is the original one.
     *
     * @param identity that of the current training
     * @param file the checkpoint, for the message
     * @throws DataException if the checkpoint belongs to another manifest, or to other groups
     */
    public void requireIdentity(StepsIdentity identity, Path file) {
        if (identity.differsInGroups(progress.identity(), progress.groups())) {
            throw new DataException(
                    Problem.of("SORA-4421", "the checkpoint belongs to other groups of parameters")
                            .where(file.toString())
                            .needs(named(progress.groups()))
                            .have(named(identity.groups()))
                            .fix(
                                    progress.groups().isEmpty()
                                            ? "continue with 'sora train --resume', or in a"
                                                    + " session without groups"
                                            : "continue in a session with these groups;"
                                                    + " 'sora train' has none"));
        }
        if (identity.differsInKept(progress.identity())) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4429",
                                    "what frozen nodes yield was %s when the training began"
                                            .formatted(
                                                    identity.kept()
                                                            ? "computed in each epoch"
                                                            : "kept in memory"))
                            .where(file.toString())
                            .needs("the memory that the training began with, for the same digits")
                            .have(identity.kept() ? "more memory" : "too little memory to keep it")
                            .fix(
                                    "%s 'data.memory', or the Java heap if it is not set, to what it"
                                                    .formatted(identity.kept() ? "lower" : "raise")
                                            + " was; or train without --resume"));
        }
        if (!progress.identity().equals(identity.digest())) {
            identity.otherShards(progress.identity())
                    .ifPresent(
                            shards -> {
                                throw shards(shards, identity.shards(), file);
                            });
            throw new DataException(
                    Problem.of("SORA-4421", "the checkpoint belongs to another manifest")
                            .where(file.toString())
                            .needs("the manifest that the training began with")
                            .have("a manifest or settings that differ from it")
                            .fix(
                                    "train with the first manifest and settings, or choose another"
                                            + " folder, or train without --resume"));
        }
    }

    private static DataException shards(int needs, int have, Path file) {
        return new DataException(
                Problem.of("SORA-4421", "the checkpoint belongs to other shards of the data")
                        .where(file.toString())
                        .needs(named(needs))
                        .have(named(have))
                        .fix(
                                needs == 1
                                        ? "continue it without --shard-data"
                                        : "continue it on Spark, with --shard-data and %d workers"
                                                .formatted(needs)));
    }

    private static String named(int shards) {
        return shards == 1
                ? "training records that are not divided"
                : "training records in %d shards".formatted(shards);
    }

    /** Returns groups for a message, {@code critic [look, score] standard/adam {beta1=0.9}}. */
    private static String named(String groups) {
        return groups.isEmpty()
                ? "no groups"
                : groups.replace("\n", "; ")
                        .replace("[", " [")
                        .replace("]", "] ")
                        .replace("{", " {");
    }

    /**
     * Checks that the data of a resumed training is the original one: with other data, inputs learn
     * other indices and scales than the weights were trained with.
     *
     * @param data the digest of the data that is given now
     * @param records the digest of its records in any order; empty if that is not known
     * @param file where the checkpoint comes from, for the message
     * @throws DataException if the checkpoint was trained on other data, or in another order
     */
    public void requireData(String data, String records, Path file) {
        if (!progress.data().isEmpty() && !progress.data().equals(data)) {
            if (!records.isEmpty() && progress.records().equals(records)) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4428",
                                        "the checkpoint was trained on this data in another order")
                                .where(file.toString())
                                .needs("the order of the records that the training began with")
                                .have("the same records in another order")
                                .fix(
                                        "train without --resume, as this training cannot"
                                                + " continue; a source that gives the same order"
                                                + " each time can"
                                                + " be resumed: set 'order_by' of a database"
                                                + " source"));
            }
            throw new DataException(
                    Problem.of("SORA-4427", "the checkpoint was trained on other data")
                            .where(file.toString())
                            .needs("the training and validation data that the training began with")
                            .have(
                                    "data that holds something else, or other records, or in another order")
                            .fix(
                                    "restore that data; to continue with this data, pass a model"
                                            + " to --from and choose another folder; or train"
                                            + " without"
                                            + " --resume"));
        }
    }

    /**
     * Checks that this Sora draws the same random numbers as the one that wrote the checkpoint.
     *
     * @param file the checkpoint, for the message
     * @throws DataException if the checkpoint has another form
     */
    public void requireForm(Path file) {
        if (progress.form() != Progress.FORM) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4423",
                                    "the checkpoint was written by a version of Sora that draws"
                                            + " other random numbers")
                            .where(file.toString())
                            .needs("a checkpoint of form %d".formatted(Progress.FORM))
                            .have("form %d".formatted(progress.form()))
                            .fix(
                                    "finish the training with the version of Sora that began it, or"
                                            + " train without --resume"));
        }
    }

    private static Map<String, TensorData> copy(Map<String, TensorData> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
