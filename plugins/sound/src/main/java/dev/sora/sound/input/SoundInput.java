// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.sound.wave.Resampler;
import dev.sora.sound.wave.Sound;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Locale;

/**
 * An input of sounds before it is fitted.
 *
 * @param rules the settings
 */
record SoundInput(SoundRules rules) implements InputParticle {

    static final String RATE = "rate";
    static final String SAMPLES = "samples";

    /** The share of training sounds above which losing their ends is reported. */
    private static final double FEW = 0.05;

    @Override
    public SignalSpec spec() {
        Spectrum spectrum = rules.spectrum();
        long steps =
                rules.rate().isPresent() && rules.seconds().isPresent()
                        ? spectrum.frames(most(rules.rate().get(), 0), rules.rate().get())
                        : TensorSpec.UNKNOWN;
        return SignalSpec.sequence(TensorSpec.floats(steps, spectrum.features()));
    }

    @Override
    public FittedInput fit(Records records) {
        Survey survey = new Survey(rules.seconds().orElse(Double.MAX_VALUE));
        records.forEach(record -> rules.sound(record).ifPresent(survey::add));
        if (survey.lowest == Integer.MAX_VALUE) {
            throw new DataException(
                    Problem.of("SORA-4532", "there are no training sounds")
                            .needs("at least one record with column '%s'".formatted(rules.column()))
                            .have("0 records")
                            .fix("check the paths and limits of the training data"));
        }
        int rate = rules.rate().orElse(survey.lowest);
        return of(rate, most(rate, survey.seconds), warnings(survey));
    }

    /** Says if many sounds lose their ends, such as those of a set with longer words. */
    private List<String> warnings(Survey survey) {
        if (!rules.cuts() || survey.longer <= FEW * survey.count) {
            return List.of();
        }
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%,d of %,d training sounds are longer than 'seconds: %s', the longest"
                                + " lasts %.3f seconds; 'longer: cut' leaves their ends out. If"
                                + " the ends tell something, raise 'seconds'",
                        survey.longer,
                        survey.count,
                        rules.seconds().orElseThrow(),
                        survey.seconds));
    }

    /**
     * Rate and length stay as the weights were trained with them, unless the settings have others;
     * with another rate, the input is fitted again.
     */
    @Override
    public FittedInput grow(State state, Records records) {
        int known = (int) state.integer(RATE, Sound.LEAST_RATE, Sound.MOST_RATE);
        return rules.rate().orElse(known) == known ? restore(state) : fit(records);
    }

    @Override
    public FittedInput restore(State state) {
        int rate = (int) state.integer(RATE, Sound.LEAST_RATE, Sound.MOST_RATE);
        int most = (int) state.integer(SAMPLES, 1, Sound.MOST_SAMPLES);
        if (rules.rate().isPresent() && rules.rate().get() != rate) {
            throw state.broken(RATE, String.valueOf(rules.rate().get()));
        }
        return of(rate, rules.seconds().isPresent() ? most(rate, 0) : most, List.of());
    }

    private FittedInput of(int rate, int most, List<String> warnings) {
        checkBands(rate);
        return new FittedSounds(rules, rate, most, warnings);
    }

    /** Returns the greatest number of samples, which is at least one window. */
    private int most(int rate, double longest) {
        double seconds = rules.seconds().orElse(longest);
        long samples = (long) Math.ceil(seconds * rate - 1e-6);
        return (int)
                Math.min(
                        Sound.MOST_SAMPLES,
                        Math.max(samples, rules.spectrum().windowSamples(rate)));
    }

    private void checkBands(int rate) {
        Spectrum spectrum = rules.spectrum();
        boolean high = spectrum.highest(rate) > rate / 2.0;
        boolean low = spectrum.low() >= spectrum.highest(rate);
        int empty = high || low ? 0 : spectrum.bank(rate).empty();
        if (high || low || empty > 0) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4533",
                                    "the mel bands do not suit a sampling rate of %d Hz"
                                            .formatted(rate))
                            .needs(
                                    high || low
                                            ? "'low' below 'high', and 'high' at most %s"
                                                    .formatted(rate / 2.0)
                                            : "bands that are wider than the distance of the"
                                                    + " frequencies of the transform, %s Hz"
                                                            .formatted(
                                                                    (double) rate
                                                                            / spectrum.transform(
                                                                                    rate)))
                            .have(
                                    high || low
                                            ? "%s and %s"
                                                    .formatted(
                                                            spectrum.low(), spectrum.highest(rate))
                                            : "%d of %d bands that hold none"
                                                    .formatted(empty, spectrum.mels()))
                            .fix(
                                    high || low
                                            ? "lower 'high' or 'low'"
                                            : "lower 'mels', or raise 'window'"));
        }
    }

    /** What the training sounds have in common. */
    private static final class Survey {

        private final double most;
        private int lowest = Integer.MAX_VALUE;
        private double seconds;
        private long count;
        private long longer;

        Survey(double most) {
            this.most = most;
        }

        void add(Sound sound) {
            double lasts = (double) sound.samples().length / sound.rate();
            lowest = Math.min(lowest, sound.rate());
            seconds = Math.max(seconds, lasts);
            count++;
            longer += lasts > most ? 1 : 0;
        }
    }

    /** Returns the number of samples of a sound at another rate. */
    static long resampled(Sound sound, int rate) {
        return Resampler.length(sound.samples().length, sound.rate(), rate);
    }
}
