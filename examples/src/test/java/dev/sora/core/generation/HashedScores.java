// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Logits that depend on the record and on all symbols so far, and on nothing else. */
final class HashedScores implements NextScores {

    static final int SYMBOLS = 6;

    private final NDManager manager;
    private List<Integer> records;
    private List<int[]> said;

    HashedScores(NDManager manager, Integer... records) {
        this.manager = manager;
        this.records = List.of(records);
        this.said = new ArrayList<>(java.util.Collections.nCopies(records.length, new int[0]));
    }

    static float[] logits(int record, int[] symbols) {
        SplittableRandom random = new SplittableRandom(31L * record + Arrays.hashCode(symbols));
        float[] logits = new float[SYMBOLS];
        for (int i = 0; i < SYMBOLS; i++) {
            logits[i] = (float) (2 * random.nextGaussian());
        }
        return logits;
    }

    @Override
    public NDArray next(int[] symbols) {
        float[] all = new float[records.size() * SYMBOLS];
        for (int i = 0; i < records.size(); i++) {
            said.set(i, Sequence.with(said.get(i), symbols[i]));
            System.arraycopy(logits(records.get(i), said.get(i)), 0, all, i * SYMBOLS, SYMBOLS);
        }
        return manager.create(all, new Shape(records.size(), SYMBOLS));
    }

    @Override
    public void select(long[] rows, boolean ofSameRecord) {
        List<Integer> before = records;
        List<int[]> texts = said;
        records = Arrays.stream(rows).mapToObj(row -> before.get((int) row)).toList();
        said = new ArrayList<>(Arrays.stream(rows).mapToObj(row -> texts.get((int) row)).toList());
        if (ofSameRecord && !records.equals(before)) {
            throw new IllegalArgumentException("a sequence of another record");
        }
    }
}
