// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import dev.sora.core.io.Digests;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.StepsIdentity;
import dev.sora.core.profiling.SplitDigest;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digests that identify a training: only a checkpoint of the same training is continued.
 *
 * @param identity what determines the numbers of its steps
 * @param pins the digest of all that a lock pins
 * @param data the digest of the data that is learned from
 * @param records the digest of its records in any order; empty if all of it lies in files
 */
public record TrainingMarks(StepsIdentity identity, String pins, String data, String records) {

    /**
     * Returns the marks of a training.
     *
     * @param digests hashes of the data that its files do not tell, by part
     */
    public static TrainingMarks of(
            StepsIdentity identity, Lock lock, Map<String, SplitDigest> digests) {
        String data = lock.learnedData();
        if (digests.isEmpty()) {
            return new TrainingMarks(identity, lock.pins(), data, "");
        }
        Map<String, Long> inOrder = new TreeMap<>();
        // of all parts together: in another order, other records are held out of the same data
        long inAnyOrder = 0;
        for (Map.Entry<String, SplitDigest> part : digests.entrySet()) {
            inOrder.put(part.getKey(), part.getValue().inOrder());
            inAnyOrder += part.getValue().inAnyOrder();
        }
        return new TrainingMarks(
                identity,
                lock.pins(),
                Digests.sha256(data + inOrder),
                Digests.sha256(data + inAnyOrder));
    }

    /**
     * Checks that a checkpoint belongs to this training.
     *
     * @throws dev.sora.problem.DataException if it does not
     */
    public void require(Checkpoint checkpoint, Path file) {
        checkpoint.requireForm(file);
        checkpoint.requireIdentity(identity, file);
        checkpoint.requireData(data, records, file);
    }
}
