// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import java.util.LinkedHashMap;
import java.util.Map;

/** The training of a draft: epochs and batches that fit the number of records. */
final class DraftTraining {

    /** Fewer records are not divided. */
    private static final long VALIDATED = 50;

    private DraftTraining() {}

    /**
     * Returns the section of a manifest.
     *
     * @param texts whether the model reads texts
     * @param images whether it reads pictures
     */
    static Map<String, Object> of(long records, boolean texts, boolean images) {
        Map<String, Object> training = new LinkedHashMap<>();
        double rate = texts ? 0.003 : 0.001;
        training.put("optimiser", DraftGraph.node("type", "adamw", "learning_rate", rate));
        // few records need many epochs to make as many steps
        long epochs = texts || images ? 10 : 30;
        training.put(
                "epochs", records < 2000 ? 10 * epochs : records > 100_000 ? epochs / 2 : epochs);
        training.put("batch_size", records < 2000 ? 16L : records < 50_000 ? 64L : 256L);
        if (records >= VALIDATED) {
            training.put(
                    "early_stopping",
                    DraftGraph.node(
                            "monitor",
                            "val_loss",
                            "patience",
                            records < 2000 ? 10L : 3L,
                            "restore_best",
                            true));
        }
        return training;
    }
}
