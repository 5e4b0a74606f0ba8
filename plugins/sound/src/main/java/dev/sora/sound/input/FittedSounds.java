// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.sound.wave.Resamplers;
import dev.sora.sound.wave.Sound;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A fitted input of sounds. Samples are encoded as they are, and features are computed on the
 * device in each pass, so that training can vary the samples.
 */
final class FittedSounds implements FittedInput {

    private final SoundRules rules;
    private final int rate;
    private final int most;
    private final List<String> warnings;
    private final Frames frames;
    private final SoundVariation variation;
    private final Resamplers resamplers;

    FittedSounds(SoundRules rules, int rate, int most, List<String> warnings) {
        this.rules = rules;
        this.warnings = warnings;
        this.rate = rate;
        this.most = most;
        this.resamplers = new Resamplers(rate);
        this.frames = new Frames(rules.spectrum(), rate);
        this.variation = new SoundVariation(rules.augmentation(), rules.spectrum(), rate, most);
    }

    @Override
    public SignalSpec spec() {
        long steps = rules.spectrum().frames(most, rate);
        return SignalSpec.sequence(TensorSpec.floats(steps, rules.spectrum().features()));
    }

    @Override
    public State state() {
        return State.builder()
                .integer(SoundInput.RATE, rate)
                .integer(SoundInput.SAMPLES, most)
                .build();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor samples = HostTensor.allocate(DataType.FLOAT32, records.size(), most);
        HostTensor counts = HostTensor.allocate(DataType.INT32, records.size());
        FloatBuffer out = samples.data().asFloatBuffer();
        IntBuffer lengths = counts.data().asIntBuffer();
        for (int row = 0; row < records.size(); row++) {
            Optional<float[]> own = samples(records.get(row));
            // a missing sound is one window of zeros
            int count = own.map(s -> s.length).orElse(rules.spectrum().windowSamples(rate));
            int position = row * most;
            own.ifPresent(s -> out.put(position, s));
            lengths.put(row, count);
        }
        return List.of(samples, counts);
    }

    private Optional<float[]> samples(DataRecord record) {
        return rules.sound(record).map(sound -> prepared(sound, record));
    }

    private float[] prepared(Sound sound, DataRecord record) {
        if (sound.rate() < rate) {
            throw refused(
                    record,
                    "at least %d samples a second, as in the training".formatted(rate),
                    sound.rate() + " samples a second",
                    "record it at a higher rate, or train with 'sample_rate: %d'"
                            .formatted(sound.rate()));
        }
        long count = SoundInput.resampled(sound, rate);
        if (count > most && !rules.cuts()) {
            throw refused(
                    record,
                    seconds(most, "at most"),
                    seconds(count, "it lasts"),
                    "set 'seconds' of the input, or 'longer: cut' to keep the beginning");
        }
        int window = rules.spectrum().windowSamples(rate);
        if (count < window) {
            throw refused(
                    record,
                    seconds(window, "at least one window,"),
                    seconds(count, "it lasts"),
                    "remove the record, or lower 'window'");
        }
        float[] samples = resamplers.from(sound.rate()).apply(sound.samples());
        return samples.length <= most ? samples : java.util.Arrays.copyOf(samples, most);
    }

    private String seconds(long samples, String before) {
        return String.format(Locale.ROOT, "%s %.3f seconds", before, (double) samples / rate);
    }

    private RecordException refused(DataRecord record, String needs, String have, String fix) {
        return new RecordException(
                Problem.of(
                                "SORA-4534",
                                "a sound does not suit the input '%s'".formatted(rules.column()))
                        .where(record.where())
                        .needs(needs)
                        .have(have)
                        .fix(fix));
    }

    @Override
    public OptionalInt lengthsAt() {
        return OptionalInt.of(1);
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        NDArray counts = encoded.get(1);
        int longest = pass.longest(counts);
        NDArray samples = encoded.get(0);
        if (longest < samples.getShape().get(1)) {
            samples = samples.split(new long[] {longest}, 1).get(0);
        }
        if (!pass.training()) {
            NDArray bands = frames.bands(samples, frames.filters(pass), pass);
            return frames.of(bands, frames.counts(counts), pass);
        }
        SoundVariation.Moved moved = variation.moved(samples, counts, pass);
        NDArray filters =
                variation
                        .filters(moved.samples().getShape().get(0), pass)
                        .orElseGet(() -> frames.filters(pass));
        NDArray bands = variation.coloured(frames.bands(moved.samples(), filters, pass), pass);
        return variation.masked(frames.of(bands, frames.counts(moved.counts()), pass), pass);
    }
}
