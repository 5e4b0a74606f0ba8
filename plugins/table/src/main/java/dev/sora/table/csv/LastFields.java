// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import java.util.List;
import java.util.function.Supplier;

/**
 * The last fields of a row, which has any number of fields before them. Which fields these are is
 * known at the end of the row, so as many fields are kept back.
 */
final class LastFields {

    private final List<String> names;
    private final FieldBinding[] slots;
    private final char[][] texts;
    private final int[] lengths;
    private char[] released = new char[16];
    private int releasedLength;
    private int count;

    LastFields(List<String> names, List<FieldBinding> slots) {
        this.names = names;
        this.slots = slots.toArray(FieldBinding[]::new);
        this.texts = new char[names.size()][16];
        this.lengths = new int[names.size()];
    }

    /** Returns the number of fields. */
    int size() {
        return slots.length;
    }

    void begin() {
        count = 0;
    }

    /**
     * Keeps a field back. If as many are kept already, the first of them is released: {@link
     * #text()} holds it.
     *
     * @return whether a field was released
     */
    boolean push(char[] text, int from, int length) {
        int at = count++ % slots.length;
        boolean full = count > slots.length;
        if (full) {
            char[] before = released;
            released = texts[at];
            releasedLength = lengths[at];
            texts[at] = before;
        }
        if (texts[at].length < length) {
            texts[at] = new char[Math.max(length, 2 * texts[at].length)];
        }
        System.arraycopy(text, from, texts[at], 0, length);
        lengths[at] = length;
        return full;
    }

    /** Returns the buffer of the field that was released. */
    char[] text() {
        return released;
    }

    int length() {
        return releasedLength;
    }

    /** Stores the value of one of the fields that are kept; returns false if it is not valid. */
    boolean take(int index, Object[] values, Supplier<String> where) {
        return slots[index].take(text(index), 0, length(index), values, where);
    }

    String name(int index) {
        return names.get(index);
    }

    String needs(int index) {
        return slots[index].needs();
    }

    char[] text(int index) {
        return texts[place(index)];
    }

    int length(int index) {
        return lengths[place(index)];
    }

    private int place(int index) {
        return (count + index) % slots.length;
    }
}
