// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Adds up what belongs to one pixel, feature or step of an input.
 *
 * @param shape the dimensions that remain
 * @param before the number of elements of the dimensions before them, which are added up
 * @param after the number of elements of the dimensions after them, which are added up
 */
record Reduction(List<Integer> shape, int before, int after) {

    /**
     * Returns the reduction of a leaf.
     *
     * @param dimensions of the values of one record
     * @param embedded the number of leading dimensions that are positions of indices; negative if
     *     the values are not embedded
     * @param sequence whether the first dimension are steps: these remain, and the features of a
     *     step if they are one dimension. Of other values, the last two dimensions remain
     */
    static Reduction of(long[] dimensions, int embedded, boolean sequence) {
        int from = embedded >= 0 || sequence ? 0 : Math.max(0, dimensions.length - 2);
        int to = dimensions.length;
        if (embedded >= 0) {
            to = Math.min(embedded, to);
        } else if (sequence && to > 2) {
            to = 1;
        }
        List<Integer> shape = new ArrayList<>();
        for (int i = from; i < to; i++) {
            shape.add(Math.toIntExact(dimensions[i]));
        }
        return new Reduction(
                List.copyOf(shape),
                size(dimensions, 0, from),
                size(dimensions, to, dimensions.length));
    }

    private static int size(long[] dimensions, int from, int to) {
        long size = 1;
        for (int i = from; i < to; i++) {
            size *= dimensions[i];
        }
        return Math.toIntExact(size);
    }

    /** Returns the number of elements that remain. */
    int size() {
        return shape.stream().reduce(1, (all, each) -> all * each);
    }

    /** Returns the place among those that remain of an element of the values. */
    int place(int element) {
        return element / after % size();
    }

    /** Adds up the elements of some members. */
    List<Double> sums(List<double[]> members) {
        double[] sums = new double[size()];
        for (double[] values : members) {
            for (int i = 0; i < values.length; i++) {
                sums[place(i)] += values[i];
            }
        }
        List<Double> list = new ArrayList<>(sums.length);
        for (double sum : sums) {
            list.add(sum);
        }
        return list;
    }

    /** Returns the first steps of a sequence, without its padding. */
    Reduction firstSteps(int steps) {
        List<Integer> shorter = new ArrayList<>(shape);
        shorter.set(0, steps);
        return new Reduction(List.copyOf(shorter), before, after);
    }

    /** Returns as many values as there are elements. */
    List<Double> first(List<Double> values) {
        return Collections.unmodifiableList(values.subList(0, size()));
    }
}
