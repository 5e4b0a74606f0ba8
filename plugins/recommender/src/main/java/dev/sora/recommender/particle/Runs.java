// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;

/**
 * Runs of equal users in a batch. If several candidates are scored for each user, a batch consists
 * of runs of one length; the terms of the user are then computed once for each run.
 *
 * @param length the length of all runs; 1 if users do not repeat
 * @param firsts the first index of each run, {@code (batch / length)}
 */
record Runs(int length, NDArray firsts) {

    /** Finds the runs of a batch of indices. */
    static Runs of(NDArray indices, Pass pass) {
        int[] all = indices.toType(DataType.INT32, false).toIntArray();
        int length = all.length;
        for (int i = 1; i < all.length && length > 1; i++) {
            length = all[i] == all[i - 1] ? length : gcd(length, i);
        }
        if (length <= 1) {
            return new Runs(1, indices);
        }
        int[] firsts = new int[all.length / length];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = all[i * length];
        }
        return new Runs(length, pass.manager().create(firsts, new Shape(firsts.length)));
    }

    /**
     * Returns the first sequence of each run.
     *
     * @return a shorter batch, or the same one if sequences differ within a run
     */
    Signal firstsOf(Signal sequences) {
        NDArray steps = sequences.values();
        NDArray lengths = sequences.lengths();
        long batch = steps.getShape().get(0);
        long width = steps.getShape().get(1);
        if (length == 1) {
            return sequences;
        }
        NDArray[] runs = {
            steps.reshape(new Shape(batch / length, length, width)),
            lengths.reshape(new Shape(batch / length, length, 1))
        };
        NDList firsts = new NDList();
        for (NDArray run : runs) {
            NDArray first = run.split(new long[] {1}, 1).get(0);
            if (!run.eq(first).all().getBoolean()) {
                return sequences;
            }
            firsts.add(first.squeeze(1));
        }
        return Signal.sequence(firsts.get(0), firsts.get(1).squeeze(1));
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
