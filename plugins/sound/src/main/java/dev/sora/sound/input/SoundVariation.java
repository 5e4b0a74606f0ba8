// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Varies sounds in training.
 *
 * @param augmentation by how much
 * @param spectrum the settings of the features
 * @param rate the sampling rate
 * @param most the greatest number of samples
 */
record SoundVariation(SoundAugmentation augmentation, Spectrum spectrum, int rate, int most) {

    /** The number of cosines of a curve over frequencies. */
    private static final int CURVES = 3;

    /**
     * Samples that were moved.
     *
     * @param samples {@code (batch, samples)}
     * @param counts the number of samples of each record
     */
    record Moved(NDArray samples, NDArray counts) {}

    /** Puts silence around sounds, changes their speed, and adds noise. */
    Moved moved(NDArray samples, NDArray counts, Pass pass) {
        Moved moved =
                augmentation.moves() ? shifted(samples, counts, pass) : new Moved(samples, counts);
        return augmentation.noise() > 0 ? noisy(moved, pass) : moved;
    }

    private Moved shifted(NDArray samples, NDArray counts, Pass pass) {
        RandomGenerator random = pass.random().host();
        int[] own = counts.toIntArray();
        int window = spectrum.windowSamples(rate);
        float[] speeds = new float[own.length];
        float[] shifts = new float[own.length];
        int[] lengths = new int[own.length];
        int longest = 1;
        for (int i = 0; i < own.length; i++) {
            double speed = 1 + augmentation.speed() * (2 * random.nextDouble() - 1);
            // nothing is cut off beyond the greatest length: a sequence of symbols tells all
            speeds[i] = (float) Math.max(speed, (double) own[i] / most);
            double room = Math.max(0, most - Math.ceil(own[i] / speeds[i]));
            double before = augmentation.shift() * rate * random.nextDouble();
            shifts[i] = (float) Math.floor(Math.min(room, before));
            double after = augmentation.shift() * rate * random.nextDouble();
            double last = shifts[i] + (own[i] - 1) / speeds[i] + after;
            lengths[i] = (int) Math.min(most, Math.max(Math.min(window, most), last + 1));
            longest = Math.max(longest, lengths[i]);
        }
        NDManager manager = pass.manager();
        NDArray speed = manager.create(speeds).expandDims(1);
        NDArray shift = manager.create(shifts).expandDims(1);
        NDArray at =
                manager.arange(0, longest, 1, DataType.FLOAT32).expandDims(0).sub(shift).mul(speed);
        NDArray ends = counts.toType(DataType.FLOAT32, false).sub(1).expandDims(1);
        NDArray inside = at.gte(0).logicalAnd(at.lte(ends)).toType(DataType.FLOAT32, false);
        NDArray before = at.floor();
        NDArray share = at.sub(before);
        int size = (int) samples.getShape().get(1);
        NDArray left = samples.gather(index(before, size), 1);
        NDArray right = samples.gather(index(before.add(1), size), 1);
        NDArray values = left.add(right.sub(left).mul(share)).mul(inside);
        return new Moved(values, manager.create(lengths));
    }

    private static NDArray index(NDArray positions, int size) {
        return positions.clip(0, size - 1).toType(DataType.INT64, false);
    }

    private Moved noisy(Moved moved, Pass pass) {
        NDArray samples = moved.samples();
        Shape shape = samples.getShape();
        NDArray counts = moved.counts();
        NDArray size = counts.toType(DataType.FLOAT32, false).expandDims(1);
        NDArray loudness = samples.square().sum(new int[] {1}, true).div(size).sqrt();
        NDArray share = pass.random().uniform(0, augmentation.noise(), new Shape(shape.get(0), 1));
        NDArray noise = pass.random().normal(shape).mul(loudness.mul(share));
        NDArray mask = Signal.sequence(samples, counts).mask();
        return new Moved(samples.add(noise.mul(mask)), counts);
    }

    /** Returns mel filters for vocal tracts of other lengths, if they are varied. */
    Optional<NDArray> filters(long records, Pass pass) {
        if (augmentation.tract() == 0) {
            return Optional.empty();
        }
        RandomGenerator random = pass.random().host();
        MelBank bank = spectrum.bank(rate);
        int size = (spectrum.transform(rate) / 2 + 1) * spectrum.mels();
        float[] all = new float[(int) records * size];
        for (int i = 0; i < records; i++) {
            double factor = 1 + augmentation.tract() * (2 * random.nextDouble() - 1);
            System.arraycopy(bank.filters(bank.tract(factor)), 0, all, i * size, size);
        }
        return Optional.of(
                pass.manager()
                        .create(all, new Shape(records, size / spectrum.mels(), spectrum.mels())));
    }

    /**
     * Adds a smooth curve over the bands to all frames of a record: three cosines with random
     * heights.
     */
    NDArray coloured(NDArray bands, Pass pass) {
        if (augmentation.colour() == 0) {
            return bands;
        }
        int count = spectrum.mels();
        float[] cosines = new float[CURVES * count];
        for (int k = 0; k < CURVES; k++) {
            for (int i = 0; i < count; i++) {
                cosines[k * count + i] = (float) Math.cos(Math.PI * (k + 1) * (i + 0.5) / count);
            }
        }
        // a cosine has a deviation of sqrt(1/2), and the squares of three add up
        double height = augmentation.colour() * Math.log(10) / 10 * Math.sqrt(2.0 / CURVES);
        NDArray heights =
                pass.random().normal(new Shape(bands.getShape().get(0), CURVES)).mul(height);
        NDArray curves = heights.matMul(pass.manager().create(cosines, new Shape(CURVES, count)));
        return bands.add(curves.expandDims(1));
    }

    /** Sets intervals of frames and of features to the mean of each record. */
    Signal masked(Signal signal, Pass pass) {
        if (!augmentation.masks()) {
            return signal;
        }
        NDArray values = signal.values();
        int records = (int) values.getShape().get(0);
        int steps = (int) values.getShape().get(1);
        int features = (int) values.getShape().get(2);
        int[] lengths = signal.lengths().toIntArray();
        RandomGenerator random = pass.random().host();
        float[] times = ones(records * steps);
        float[] bands = ones(records * features);
        for (int i = 0; i < records; i++) {
            int widest = Math.min(augmentation.timeWidth(), lengths[i] / 5);
            for (int k = 0; k < augmentation.timeMasks(); k++) {
                clear(times, i * steps, lengths[i], widest, random);
            }
            int broadest = Math.min(augmentation.bandWidth(), features / 2);
            for (int k = 0; k < augmentation.bandMasks(); k++) {
                clear(bands, i * features, features, broadest, random);
            }
        }
        NDManager manager = pass.manager();
        NDArray kept =
                manager.create(times, new Shape(records, steps, 1))
                        .mul(manager.create(bands, new Shape(records, 1, features)));
        String normalise = spectrum.normalise();
        if (normalise.equals("record") || normalise.equals("mean")) {
            // the mean of each feature is 0
            return signal.withValues(values.mul(kept));
        }
        NDArray size = signal.lengths().toType(DataType.FLOAT32, false).reshape(-1, 1, 1);
        NDArray mean = values.sum(new int[] {1}, true).div(size);
        return signal.withValues(values.sub(mean).mul(kept).add(mean)).masked();
    }

    private static void clear(
            float[] mask, int start, int size, int widest, RandomGenerator random) {
        int width = random.nextInt(widest + 1);
        int from = random.nextInt(size - width + 1);
        Arrays.fill(mask, start + from, start + from + width, 0);
    }

    private static float[] ones(int size) {
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
