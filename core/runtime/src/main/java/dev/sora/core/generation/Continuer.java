// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.Decoder;
import dev.sora.generation.Continuation;
import dev.sora.particle.PassRandom;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Continues sequences of numbers for all records of a batch, several paths at once. */
final class Continuer {

    /** The most sequences that grow together: what belongs to a record is copied for each path. */
    static final int TOGETHER = 4096;

    /** The most numbers of the paths of all records of a batch: 1 GiB. */
    private static final long MOST_NUMBERS = 1L << 28;

    /** The middle of a distribution. */
    private static final float MIDDLE = 0.5f;

    private final Continuation continuation;
    private final int records;
    private final long[] keys;

    /**
     * Creates a continuer.
     *
     * @param keys keys of the random numbers of each record; they are read if there are several
     *     paths
     */
    Continuer(Continuation continuation, int records, long[] keys) {
        this.continuation = continuation;
        this.records = records;
        this.keys = keys;
    }

    /**
     * Returns the paths, {@code (records, paths, steps, width)}.
     *
     * @param decoders creates a decoder before the first step; each is closed here
     */
    NDArray run(Supplier<Decoder> decoders, NDManager manager) {
        int paths = continuation.paths();
        long numbers = (long) continuation.steps() * continuation.width() * paths * records;
        if (numbers > MOST_NUMBERS) {
            throw tooMany(numbers);
        }
        float[] all = new float[(int) numbers];
        int together = Math.max(1, Math.min(paths, TOGETHER / Math.max(1, records)));
        for (int from = 0; from < paths; from += together) {
            int count = Math.min(together, paths - from);
            try (Decoder decoder = decoders.get()) {
                run(decoder, from, count, all);
            }
        }
        return manager.create(
                all, new Shape(records, paths, continuation.steps(), continuation.width()));
    }

    /** Continues some paths of each record. */
    private void run(Decoder decoder, int from, int count, float[] all) {
        int width = continuation.width();
        float[] first = checked(decoder.begin().toFloatArray());
        float[] newest = new float[records * count * width];
        long[] spread = new long[records * count];
        for (int row = 0; row < spread.length; row++) {
            spread[row] = row / count;
            System.arraycopy(first, row / count * width, newest, row * width, width);
        }
        if (count > 1) {
            decoder.select(spread, false);
        }
        for (int step = 0; step < continuation.steps(); step++) {
            Interruption.check();
            newest = checked(decoder.next(newest, levels(from, count, step)).toFloatArray());
            for (int row = 0; row < spread.length; row++) {
                int path = (row / count) * continuation.paths() + from + row % count;
                int at = (path * continuation.steps() + step) * width;
                System.arraycopy(newest, row * width, all, at, width);
            }
        }
    }

    /** Returns where in their distributions the values of a step are. */
    private float[] levels(int from, int count, int step) {
        float[] levels = new float[records * count * continuation.width()];
        if (continuation.paths() == 1) {
            Arrays.fill(levels, MIDDLE);
            return levels;
        }
        for (int row = 0; row < records * count; row++) {
            long path = PassRandom.mix(keys[row / count], from + row % count);
            SplittableRandom random = new SplittableRandom(PassRandom.mix(path, step));
            for (int i = 0; i < continuation.width(); i++) {
                // above 0 and below 1 as 32-bit floats
                levels[row * continuation.width() + i] =
                        (float) ((random.nextInt(1 << 22) + 0.5) / (1 << 22));
            }
        }
        return levels;
    }

    private static SoraException tooMany(long numbers) {
        return new SoraException(
                Problem.of("SORA-5205", "the continuations of a minibatch are too many")
                        .needs("at most %d numbers: records, paths, steps".formatted(MOST_NUMBERS))
                        .have(Long.toString(numbers))
                        .fix("draw fewer paths, or lower evaluation_batch_size"));
    }

    private static float[] checked(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new SoraException(
                        Problem.of("SORA-5204", "a step of a continuation is not a finite number")
                                .needs("finite values of each step")
                                .have(Float.toString(value))
                                .fix(
                                        "lower the learning rate, or set 'clip_norm', and train"
                                                + " again"));
            }
        }
        return values;
    }
}
