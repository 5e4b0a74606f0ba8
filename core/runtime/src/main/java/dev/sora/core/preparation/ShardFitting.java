// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.RunListener;
import dev.sora.core.data.RunRecords;
import dev.sora.core.data.RunTables;
import dev.sora.core.data.split.Split;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Fits the inputs and outputs of a training whose records are encoded by others, in shards. */
public final class ShardFitting {

    private ShardFitting() {}

    /**
     * Reads the data and fits to it.
     *
     * @param measure measures files, and fails if one of those that were learned from is gone
     * @return what was learned, for {@link dev.sora.core.SessionOptions.DataShards#fitted}
     * @throws dev.sora.problem.SoraException if the training records cannot be divided into shards
     */
    public static byte[] fit(
            Plan plan,
            RunListener listener,
            BiFunction<Map<String, List<Path>>, Set<Path>, List<Lock.DataFile>> measure) {
        ShardChecks.check(plan);
        ParticleFitting fitting =
                new ParticleFitting(plan, Optional.empty(), new RunTables(plan), listener);
        try (RunRecords records = RunRecords.read(plan)) {
            FittedGraph graph = fitting.fit(records.of(Split.TRAIN).orElseThrow());
            fitting.warn(graph);
            LearnedStates.check(graph);
            ShardChecks.check(graph);
            return new FittedStates(graph, digest(records, measure)).bytes();
        }
    }

    /** Returns the digest of the data that is learned from, as the lock of a training has it. */
    private static String digest(
            RunRecords records,
            BiFunction<Map<String, List<Path>>, Set<Path>, List<Lock.DataFile>> measure) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Split part : List.of(Split.TRAIN, Split.VALIDATION)) {
            records.of(part).ifPresent(own -> counts.put(part.word(), own.count()));
        }
        Map<String, List<Path>> files = new LinkedHashMap<>(records.files());
        files.remove(Split.TEST.word());
        return Lock.learnedData(measure.apply(files, records.filesLearned()), counts);
    }
}
