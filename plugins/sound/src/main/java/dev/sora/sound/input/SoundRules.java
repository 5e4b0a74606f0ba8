// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.sound.wave.Sound;
import java.util.Optional;

/**
 * The settings of an input of sounds.
 *
 * @param column the column of samples
 * @param rateColumn the column of sampling rates
 * @param rate the rate to which sounds are resampled; empty for the lowest of the training data
 * @param spectrum which features are computed
 * @param seconds the greatest length; empty for the longest of the training data
 * @param cuts whether the end of longer sounds is cut off
 * @param silent whether a missing sound is silence
 * @param augmentation how training varies sounds
 */
record SoundRules(
        String column,
        String rateColumn,
        Optional<Integer> rate,
        Spectrum spectrum,
        Optional<Double> seconds,
        boolean cuts,
        boolean silent,
        SoundAugmentation augmentation) {

    /**
     * Returns the sound of a record; empty if it is missing and may be.
     *
     * @throws RecordException if it is missing or invalid
     */
    Optional<Sound> sound(DataRecord record) {
        if (silent && record.find(column).isEmpty()) {
            return Optional.empty();
        }
        float[] samples = record.get(column, float[].class);
        int own = rate(record);
        if (samples.length == 0 || samples.length > Sound.MOST_SAMPLES) {
            throw invalid(
                    record,
                    "1 to %d samples".formatted(Sound.MOST_SAMPLES),
                    samples.length + " samples");
        }
        for (float sample : samples) {
            if (!Float.isFinite(sample)) {
                throw invalid(record, "finite samples", String.valueOf(sample));
            }
        }
        return Optional.of(new Sound(samples, own));
    }

    private int rate(DataRecord record) {
        double own;
        try {
            own = Values.number(record.find(rateColumn).orElse(null));
        } catch (NumberFormatException e) {
            own = Double.NaN;
        }
        if (!(own >= Sound.LEAST_RATE && own <= Sound.MOST_RATE) || own != Math.rint(own)) {
            throw invalid(
                    record,
                    "an integer from %d to %d hertz in column '%s'"
                            .formatted(Sound.LEAST_RATE, Sound.MOST_RATE, rateColumn),
                    Double.isNaN(own) ? "no number" : String.valueOf(own));
        }
        return (int) own;
    }

    private RecordException invalid(DataRecord record, String needs, String have) {
        return new RecordException(
                Problem.of("SORA-4531", "column '%s' does not hold a sound".formatted(column))
                        .where(record.where())
                        .needs(needs)
                        .have(have)
                        .fix("correct the record, or set 'on_error: skip'"));
    }
}
