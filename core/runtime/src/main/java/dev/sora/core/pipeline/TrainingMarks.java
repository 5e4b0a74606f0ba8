// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.Digests;
import dev.sora.core.packaging.Lock;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digests that identify a training: only a checkpoint of the same training is continued.
 *
 * @param identity the digest of the keys of the manifest that determine numbers
 * @param pins the digest of all that a lock pins
 * @param data the digest of the training data
 */
record TrainingMarks(String identity, String pins, String data) {

    /**
     * Returns the marks of a training.
     *
     * @param digests hashes of the data that is not in files, by split
     */
    static TrainingMarks of(String identity, Lock lock, Map<String, Long> digests) {
        String data = lock.learnedData();
        return new TrainingMarks(
                identity,
                lock.pins(),
                digests.isEmpty() ? data : Digests.sha256(data + new TreeMap<>(digests)));
    }

    /**
     * Checks that a checkpoint belongs to this training.
     *
     * @throws dev.sora.problem.DataException if it does not
     */
    void require(Checkpoint checkpoint, Path file) {
        checkpoint.requireForm(file);
        checkpoint.requireIdentity(identity, file);
        checkpoint.requireData(data, file);
    }
}
