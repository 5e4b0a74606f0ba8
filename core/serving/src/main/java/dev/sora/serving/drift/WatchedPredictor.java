// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.drift;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.serving.batch.Batcher.Predictor;
import java.util.List;
import java.util.Map;

/**
 * Shows the records that a model computes, and its answers, to a watch.
 *
 * @param model computes
 */
public record WatchedPredictor(Predictor model, DriftWatch watch) implements Predictor {

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options) {
        List<Prediction> predictions = model.predict(records, options);
        watch.observe(records, predictions);
        return predictions;
    }
}
