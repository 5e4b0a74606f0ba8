// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training on Spark left.
 *
 * @param files all files, on the driver
 * @param attempts how often the stage was submitted
 * @param times where the time of the workers' steps went, by worker
 */
public record SparkResult(List<Path> files, int attempts, List<Map<String, Object>> times) {

    private static final String TIMES = "workers.json";
    private static final List<String> OLDER =
            List.of("model.sora", "metrics.json", "history.csv", "sora.lock", "report.html", TIMES);

    /** Removes older results: if the training fails, they must not be beside newer checkpoints. */
    static void clear(Path out) {
        try {
            for (String name : OLDER) {
                Files.deleteIfExists(out.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces older results by those in the shared folder; each is complete or absent. */
    static SparkResult fetch(SharedFolder folder, List<Outcome> outcomes, Path out, int attempts) {
        List<Outcome> byRank =
                outcomes.stream().sorted(Comparator.comparingInt(Outcome::rank)).toList();
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(out);
            clear(out);
            for (String name : byRank.get(0).files()) {
                Path file = out.resolve(name.substring(name.lastIndexOf('/') + 1));
                folder.get(name, file);
                files.add(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folder.delete(SparkTraining.RESULTS);
        folder.delete(SparkTraining.MARK);
        List<Map<String, Object>> times =
                byRank.stream().map(outcome -> outcome.times().tree()).toList();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("attempts", attempts);
        tree.put("workers", times);
        Path file = out.resolve(TIMES);
        AtomicFile.writeText(file, Json.pretty(JsonTree.of(tree)));
        files.add(file);
        return new SparkResult(List.copyOf(files), attempts, times);
    }
}
