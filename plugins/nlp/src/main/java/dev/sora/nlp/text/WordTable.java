// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.Arrays;

/**
 * Numbers words in the order in which they are added. Words are looked up in the buffer of a
 * tokenizer.
 *
 * <p>A large table does not fit into the caches of the processor, and a lookup costs as much as the
 * places in memory that it reads: two, the slot of the hash and the characters of the word.
 */
final class WordTable {

    /** The characters before those of a word: its number and its length, two for each. */
    private static final int HEAD = 4;

    private static final int MOST_CHARS = Integer.MAX_VALUE - 8;

    /** Heads and characters of all words. */
    private char[] chars = new char[1 << 13];

    private int used;

    /** The position of each word, by its number. */
    private int[] positions = new int[1 << 10];

    /** The hash of a word in the upper half, its position plus one in the lower half; or 0. */
    private long[] slots = new long[1 << 12];

    private int size;

    int size() {
        return size;
    }

    String word(int number) {
        int position = positions[number];
        return new String(chars, position + HEAD, intAt(position + 2));
    }

    /** Returns the number of a word, or -1. */
    int find(char[] buffer, int length) {
        long slot = slots[slot(buffer, length, hash(buffer, length))];
        return slot == 0 ? -1 : intAt(position(slot));
    }

    /** Returns the number of a word, and adds the word if it is new. */
    int add(char[] buffer, int length) {
        int hash = hash(buffer, length);
        int slot = slot(buffer, length, hash);
        if (slots[slot] != 0) {
            return intAt(position(slots[slot]));
        }
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
        }
        positions[size] = append(buffer, length);
        slots[slot] = slot(hash, positions[size]);
        size++;
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    int add(String word) {
        return add(word.toCharArray(), word.length());
    }

    /** Appends the word with the next number, and returns its position. */
    private int append(char[] buffer, int length) {
        long end = (long) used + HEAD + length;
        if (end > chars.length) {
            if (end > MOST_CHARS) {
                throw new OutOfMemoryError("more than " + MOST_CHARS + " characters of words");
            }
            chars = Arrays.copyOf(chars, (int) Math.min(MOST_CHARS, Math.max(end, 2L * used)));
        }
        int position = used;
        put(position, size);
        put(position + 2, length);
        System.arraycopy(buffer, 0, chars, position + HEAD, length);
        used = (int) end;
        return position;
    }

    private int intAt(int position) {
        return chars[position] << 16 | chars[position + 1];
    }

    private void put(int position, int value) {
        chars[position] = (char) (value >>> 16);
        chars[position + 1] = (char) value;
    }

    private static long slot(int hash, int position) {
        return (long) hash << 32 | position + 1;
    }

    private static int position(long slot) {
        return (int) slot - 1;
    }

    /** Returns the index of the slot of a word, which is empty if the word is not in the table. */
    private int slot(char[] buffer, int length, int hash) {
        int mask = slots.length - 1;
        int at = hash & mask;
        while (slots[at] != 0 && !is(slots[at], buffer, length, hash)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private boolean is(long slot, char[] buffer, int length, int hash) {
        if ((int) (slot >>> 32) != hash) {
            return false;
        }
        int position = position(slot);
        int from = position + HEAD;
        return intAt(position + 2) == length
                && Arrays.equals(chars, from, from + length, buffer, 0, length);
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        int mask = slots.length - 1;
        for (long slot : old) {
            if (slot != 0) {
                int at = (int) (slot >>> 32) & mask;
                while (slots[at] != 0) {
                    at = (at + 1) & mask;
                }
                slots[at] = slot;
            }
        }
    }

    private static int hash(char[] buffer, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + buffer[i];
        }
        hash *= 0x9E3779B1;
        return hash ^ (hash >>> 15);
    }
}
