// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import java.util.LinkedHashMap;
import java.util.Map;

/** The training section of a draft: epochs and batch size for the number of records. */
final class DraftTraining {

    /** The smallest number of records of which some are split off for validation. */
    private static final long VALIDATED = 50;

    /** The smallest number of records of which an epoch has steps enough to average over. */
    private static final long AVERAGED = 10_000;

    /** An average over about the last 500 steps. */
    private static final double DECAY = 0.998;

    private DraftTraining() {}

    /**
     * Returns the section of a manifest.
     *
     * @param records the number of records
     * @param texts whether the model reads texts
     * @param images whether the model reads images
     */
    static Map<String, Object> of(long records, boolean texts, boolean images) {
        Map<String, Object> training = new LinkedHashMap<>();
        double rate = texts ? 0.003 : 0.001;
        Map<String, Object> optimiser = DraftGraph.node("type", "adamw", "learning_rate", rate);
        if (!texts && !images && records >= Layout.BINNED) {
            // most weights are those of bins and categories, and many of these are rare
            optimiser.put("weight_decay", 0.05);
        }
        training.put("optimiser", optimiser);
        // With few records, the same number of steps needs more epochs.
        long epochs = texts || images ? 10 : 30;
        training.put(
                "epochs", records < 2000 ? 10 * epochs : records > 100_000 ? epochs / 2 : epochs);
        if (!texts && !images && records >= AVERAGED) {
            training.put("average", DraftGraph.node("decay", DECAY));
        }
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
