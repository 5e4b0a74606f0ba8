// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.io.WriteProblems;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Plan;
import dev.sora.problem.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the inputs and outputs of a training learned, as bytes that other processes restore: a model
 * package without weights.
 *
 * @param graph the graph with the fitted inputs and outputs
 * @param data the digest of the data that they learned from, as a lock has it
 */
record FittedStates(FittedGraph graph, String data) {

    private static final String DATA = "data";

    /** Returns the bytes. */
    byte[] bytes() {
        return inFile(
                file -> {
                    ModelPackage.write(
                            file,
                            new ModelPackage(
                                    "",
                                    Map.of(DATA, data),
                                    Map.of(),
                                    LearnedStates.of(graph),
                                    Metrics.none(),
                                    ""));
                    return Files.readAllBytes(file);
                });
    }

    /**
     * Restores inputs and outputs.
     *
     * @param plan the plan that they were fitted for
     * @throws dev.sora.problem.SoraException if they are not those of the plan
     */
    static FittedStates of(Plan plan, byte[] bytes) {
        return inFile(
                file -> {
                    Files.write(file, bytes);
                    ModelPackage contents = ModelPackage.read(file);
                    return new FittedStates(
                            LoadedModel.of(file, contents, plan).graph(),
                            String.valueOf(contents.lock().get(DATA)));
                });
    }

    private interface Action<R> {
        R on(Path file) throws IOException;
    }

    private static <R> R inFile(Action<R> action) {
        try {
            Path file = Files.createTempFile("sora-fitted-", ".sora");
            try {
                return action.on(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            throw new DataException(WriteProblems.of(temporary, e), e);
        }
    }
}
