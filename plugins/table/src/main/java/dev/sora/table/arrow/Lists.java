// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.nio.ByteBuffer;

/** Lists, whose elements are in a separate vector. */
final class Lists extends Vector {

    /** Locates the elements of lists. */
    interface Places {

        /** Returns the index of a list's first element, or the index after its last one. */
        int of(int row, boolean end);
    }

    private final Vector elements;
    private final Places places;

    private Lists(int length, ByteBuffer validity, Vector elements, Places places) {
        super(length, validity);
        this.elements = elements;
        this.places = places;
    }

    /** Creates contiguous lists. */
    static Lists ofOffsets(
            int length, ByteBuffer validity, ByteBuffer offsets, int width, Vector elements) {
        return new Lists(
                length,
                validity,
                elements,
                (row, end) -> {
                    int from = place(offsets, row, width, 0, elements.length());
                    return end ? place(offsets, row + 1, width, from, elements.length()) : from;
                });
    }

    /** Creates lists that all have the same size. */
    static Lists ofSize(int length, ByteBuffer validity, int size, Vector elements) {
        return new Lists(length, validity, elements, (row, end) -> (end ? row + 1 : row) * size);
    }

    /** Creates lists that each have an offset and a size. */
    static Lists ofViews(
            int length,
            ByteBuffer validity,
            ByteBuffer offsets,
            ByteBuffer sizes,
            int width,
            Vector elements) {
        return new Lists(
                length,
                validity,
                elements,
                (row, end) -> {
                    int from = place(offsets, row, width, 0, elements.length());
                    int most = elements.length() - from;
                    return end ? from + place(sizes, row, width, 0, most) : from;
                });
    }

    @Override
    Vector elements() {
        return elements;
    }

    @Override
    int from(int row) {
        return places.of(row, false);
    }

    @Override
    int to(int row) {
        return places.of(row, true);
    }
}
