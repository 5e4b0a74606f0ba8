// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.data.encoding.PreparedData;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.profiling.SplitDigest;
import dev.sora.data.DataRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The data of a training, on the host.
 *
 * @param graph the graph with fitted inputs and outputs
 * @param records the number of training records, of all shards
 * @param encoded the training data, by the number of a shard; all is shard 0 if not divided
 * @param validation the validation data
 * @param test the test data
 * @param shown the records of the test data, or of the validation data if there is none, for the
 *     report
 * @param files the files that were read, by part
 * @param filesLearned those of them that were there, of the parts that are learned from
 * @param skipped the records that were left out, by part and code of what is wrong with them
 * @param digests a hash of what was read of each part that is learned from and whose files do not
 *     tell what it holds: it lies in none, or has pictures
 * @param observed what was seen of the records
 */
public record PreparedTraining(
        FittedGraph graph,
        int records,
        SortedMap<Integer, PreparedData> encoded,
        Optional<Measured> validation,
        Optional<Measured> test,
        List<DataRecord> shown,
        Map<String, List<Path>> files,
        Set<Path> filesLearned,
        Map<String, Map<String, Long>> skipped,
        Map<String, SplitDigest> digests,
        Observed observed) {

    /** Returns the training data, which is not divided. */
    public PreparedData train() {
        return train(0);
    }

    /**
     * Returns a shard of the training data.
     *
     * @throws IllegalArgumentException if it was not encoded
     */
    public PreparedData train(int shard) {
        if (!encoded.containsKey(shard)) {
            throw new IllegalArgumentException(
                    "shard %d is not one of %s".formatted(shard, encoded.keySet()));
        }
        return encoded.get(shard);
    }

    /** Returns the data with another graph, which encodes it in the same way. */
    public PreparedTraining with(FittedGraph other) {
        return new PreparedTraining(
                other,
                records,
                encoded,
                validation,
                test,
                shown,
                files,
                filesLearned,
                skipped,
                digests,
                observed);
    }
}
