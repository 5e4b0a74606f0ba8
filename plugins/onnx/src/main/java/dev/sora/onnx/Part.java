// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records of a minibatch that a model computes at once.
 *
 * @param records their numbers in the minibatch; the last one is repeated where the file states
 *     more records than are left, because it is valid whatever the model computes
 * @param count how many of them count
 * @param steps the steps of each, if they are sequences
 */
record Part(int[] records, int count, int steps) {

    /**
     * Divides a minibatch.
     *
     * @param records the number of records
     */
    static List<Part> of(int records, FixedSizes sizes) {
        int[] all = IntStream.range(0, records).toArray();
        return parts(all, Math.max(1, (int) sizes.steps()), sizes);
    }

    /**
     * Divides a minibatch of sequences. Without a mask, those of one length are computed together:
     * a network would take padding for steps, so that a record would depend on the length of the
     * others. One without steps has one, which is padding.
     *
     * @param lengths the steps of each record
     * @param most the steps of the minibatch, with padding
     */
    static List<Part> ofSequences(int[] lengths, int most, FixedSizes sizes) {
        if (sizes.steps() >= 0) {
            return of(lengths.length, sizes);
        }
        int[] all = IntStream.range(0, lengths.length).toArray();
        if (sizes.mask()) {
            return parts(all, most, sizes);
        }
        List<Part> parts = new ArrayList<>();
        for (int length : Arrays.stream(lengths).distinct().sorted().toArray()) {
            int[] alike = Arrays.stream(all).filter(i -> lengths[i] == length).toArray();
            parts.addAll(parts(alike, Math.max(1, length), sizes));
        }
        return parts;
    }

    private static List<Part> parts(int[] records, int steps, FixedSizes sizes) {
        int size = sizes.records() < 0 ? records.length : (int) sizes.records();
        List<Part> parts = new ArrayList<>();
        for (int start = 0; start < records.length; start += size) {
            int count = Math.min(size, records.length - start);
            int[] taken = Arrays.copyOfRange(records, start, start + size);
            Arrays.fill(taken, count, size, taken[count - 1]);
            parts.add(new Part(taken, count, steps));
        }
        return parts;
    }

    /** Returns whether these are all records of a minibatch, each once. */
    boolean isWhole(int all) {
        return records.length == all && count == all;
    }

    /** Returns the numbers of those that count. */
    int[] counted() {
        return Arrays.copyOf(records, count);
    }

    int[] lengths(int[] all) {
        return Arrays.stream(records).map(record -> all[record]).toArray();
    }
}
