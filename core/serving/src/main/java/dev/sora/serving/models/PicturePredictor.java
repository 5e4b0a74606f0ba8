// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.data.ImageValue;
import dev.sora.reading.picture.Pictures;
import dev.sora.serving.batch.Batcher.Predictor;
import dev.sora.serving.batch.Renumbered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decodes pictures just before they are computed with, only as many at a time as a bound of memory
 * allows. Records without pictures are passed on as they are.
 *
 * @param model computes records with decoded pictures
 */
record PicturePredictor(Predictor model) implements Predictor {

    /** The bytes of decoded pictures that are computed with at once; one may have more. */
    private static final long MOST_BYTES = 64L << 20;

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options) {
        List<Prediction> predictions = new ArrayList<>(records.size());
        List<Map<String, ?>> decoded = new ArrayList<>();
        long bytes = 0;
        try (Pictures pictures = new Pictures()) {
            for (Map<String, ?> record : records) {
                decoded.add(EncodedPicture.decoded(record, pictures));
                bytes += size(decoded.get(decoded.size() - 1));
                boolean last = predictions.size() + decoded.size() == records.size();
                if (last || bytes > MOST_BYTES) {
                    int before = predictions.size();
                    for (Prediction each : model.predict(decoded, options)) {
                        predictions.add(Renumbered.of(each, -before));
                    }
                    decoded.clear();
                    bytes = 0;
                }
            }
        }
        return predictions;
    }

    private static long size(Map<String, ?> record) {
        long size = 0;
        for (Object value : record.values()) {
            if (value instanceof ImageValue picture) {
                size += picture.samples().length + (long) Short.BYTES * picture.deep().length;
            }
        }
        return size;
    }
}
