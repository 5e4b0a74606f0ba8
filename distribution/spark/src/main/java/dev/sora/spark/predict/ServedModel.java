// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.Model;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Checks that a model answers to single rows, and reads how its training data was read. */
final class ServedModel {

    private ServedModel() {}

    /**
     * Checks a model.
     *
     * @param where the input, for messages
     * @throws DataException if its records are made of several rows, which partitions divide
     */
    static void check(Model model, String where) {
        if (data(model).containsKey("derive")) {
            throw new DataException(
                    Problem.of(
                                    "SORA-7106",
                                    "the model derives its records from several rows, which Spark"
                                            + " divides among partitions")
                            .where(where)
                            .needs("a model without 'data.derive'")
                            .fix("predict without Spark, file by file"));
        }
    }

    /** Returns the settings of the source of the training data; empty if there is none. */
    static Map<?, ?> trained(Model model) {
        return data(model).get("train") instanceof Map<?, ?> train ? train : Map.of();
    }

    private static Map<?, ?> data(Model model) {
        Map<String, Object> manifest =
                new ManifestReader()
                        .read(
                                "manifest.yaml",
                                Path.of(""),
                                model.inspection().manifest(),
                                new Overrides(List.of(), Map.of()))
                        .tree();
        return manifest.get("data") instanceof Map<?, ?> data ? data : Map.of();
    }
}
