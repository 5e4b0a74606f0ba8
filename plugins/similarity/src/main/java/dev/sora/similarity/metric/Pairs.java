// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.metric;

import java.util.Arrays;
import java.util.List;

/**
 * The scores of all pairs of records: genuine pairs of one identity, and impostor pairs of two. The
 * score is the cosine of the angle between the vectors. A threshold accepts the pairs whose score
 * is not below it.
 */
final class Pairs {

    /** Scores in descending order, each with the identities of its records. */
    static final class Scores {
        final float[] score;
        final int[] first;
        final int[] second;

        private Scores(float[] score, int[] first, int[] second) {
            this.score = score;
            this.first = first;
            this.second = second;
        }

        int size() {
            return score.length;
        }
    }

    final Scores genuine;
    final Scores impostor;
    final int identities;

    private Pairs(Scores genuine, Scores impostor, int identities) {
        this.genuine = genuine;
        this.impostor = impostor;
        this.identities = identities;
    }

    static Pairs of(List<List<float[]>> identities) {
        int records = identities.stream().mapToInt(List::size).sum();
        int genuine = identities.stream().mapToInt(own -> own.size() * (own.size() - 1) / 2).sum();
        int all = records * (records - 1) / 2;
        Collector same = new Collector(genuine);
        Collector other = new Collector(all - genuine);
        float[][] vectors = new float[records][];
        int[] owner = new int[records];
        int at = 0;
        for (int i = 0; i < identities.size(); i++) {
            for (float[] vector : identities.get(i)) {
                owner[at] = i;
                vectors[at++] = vector;
            }
        }
        for (int i = 0; i < records; i++) {
            for (int j = 0; j < i; j++) {
                (owner[i] == owner[j] ? same : other)
                        .add(dot(vectors[i], vectors[j]), owner[i], owner[j]);
            }
        }
        return new Pairs(same.sorted(), other.sorted(), identities.size());
    }

    static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Returns why rates of acceptance are not defined, as {@code is not defined: …}; or "". */
    String lacking() {
        if (genuine.size() == 0) {
            return "is not defined: no identity has two records";
        }
        return impostor.size() == 0 ? "is not defined: all records are of one identity" : "";
    }

    /** Collects scores, and sorts them with the identities of their pairs. */
    private static final class Collector {
        private final long[] keys;
        private final float[] scores;
        private final int[] first;
        private final int[] second;
        private int size;

        Collector(int size) {
            keys = new long[size];
            scores = new float[size];
            first = new int[size];
            second = new int[size];
        }

        void add(float score, int one, int other) {
            int bits = Float.floatToIntBits(score);
            // in the order of the numbers, also of negative ones
            int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            keys[size] = (long) ~ascending << 32 | size;
            scores[size] = score;
            first[size] = one;
            second[size++] = other;
        }

        Scores sorted() {
            Arrays.sort(keys);
            Scores sorted = new Scores(new float[size], new int[size], new int[size]);
            for (int i = 0; i < size; i++) {
                int pair = (int) keys[i];
                sorted.score[i] = scores[pair];
                sorted.first[i] = first[pair];
                sorted.second[i] = second[pair];
            }
            return sorted;
        }
    }
}
