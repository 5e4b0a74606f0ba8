// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.search;

import dev.sora.core.io.Digests;
import dev.sora.core.search.run.TrialTask;
import java.io.Serializable;

/**
 * A trial as it is sent to an executor.
 *
 * @param manifest the manifest, a file in the folder of the search
 * @param digest the digest of the manifest as the driver wrote it
 * @param folder the folder of the trial
 * @param epochs the number of epochs after which it stops; 0 for all of them
 * @param model the model to measure as it is; empty to train
 * @param test whether the model is measured on the test data
 */
record TrialOrder(
        int number,
        String manifest,
        String digest,
        String folder,
        int epochs,
        String model,
        boolean test)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    static TrialOrder of(TrialTask task) {
        return new TrialOrder(
                task.number(),
                task.manifest().toAbsolutePath().toString(),
                Digests.sha256(task.manifest()),
                task.folder().toAbsolutePath().toString(),
                task.epochs().orElse(0),
                task.model().map(model -> model.toAbsolutePath().toString()).orElse(""),
                task.test());
    }
}
