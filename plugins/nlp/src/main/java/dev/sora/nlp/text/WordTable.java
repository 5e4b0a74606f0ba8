// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.Arrays;

/**
 * Numbers words in the order in which they are added. Words are looked up in the buffer of a
 * tokenizer.
 *
 * <p>A large table does not fit into the caches of the processor, and a lookup costs as much as the
 * places in memory that it reads. For a short Latin word that is one: its characters are the key of
 * its slot. For other words the key is a hash, and their characters are compared too.
 */
final class WordTable {

    /** The length up to which the characters of a word, a byte each, and its length make a key. */
    private static final int SHORT = 7;

    private static final int MOST_CHARS = Integer.MAX_VALUE - 8;

    /** The characters of all words. */
    private char[] chars = new char[1 << 13];

    /** The position of each word, by its number, and the end of the last one. */
    private int[] positions = new int[1 << 10];

    /** For each slot the key of a word, and its number plus one; or 0 and 0. */
    private long[] slots = new long[1 << 13];

    private int size;

    int size() {
        return size;
    }

    String word(int number) {
        int from = positions[number];
        return new String(chars, from, positions[number + 1] - from);
    }

    /** Returns the number of a word, or -1. */
    int find(char[] buffer, int length) {
        return number(slot(buffer, length, key(buffer, length)));
    }

    /** Returns the number of a word, and adds the word if it is new. */
    int add(char[] buffer, int length) {
        long key = key(buffer, length);
        int slot = slot(buffer, length, key);
        if (number(slot) >= 0) {
            return number(slot);
        }
        append(buffer, length);
        slots[slot] = key;
        slots[slot + 1] = size;
        if (4L * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    int add(String word) {
        return add(word.toCharArray(), word.length());
    }

    /** Appends the word with the next number. */
    private void append(char[] buffer, int length) {
        int used = positions[size];
        long end = (long) used + length;
        if (end > chars.length) {
            if (end > MOST_CHARS) {
                throw new OutOfMemoryError("more than " + MOST_CHARS + " characters of words");
            }
            chars = Arrays.copyOf(chars, (int) Math.min(MOST_CHARS, Math.max(end, 2L * used)));
        }
        System.arraycopy(buffer, 0, chars, used, length);
        size++;
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
        }
        positions[size] = (int) end;
    }

    /** Returns the number of the word in a slot, or -1. */
    private int number(int slot) {
        return (int) slots[slot + 1] - 1;
    }

    /** Returns the index of the slot of a word, which is empty if the word is not in the table. */
    private int slot(char[] buffer, int length, long key) {
        int at = first(key);
        while (slots[at + 1] != 0 && !is(at, buffer, length, key)) {
            at = next(at);
        }
        return at;
    }

    private boolean is(int slot, char[] buffer, int length, long key) {
        if (slots[slot] != key) {
            return false;
        }
        if (key >= 0) {
            return true;
        }
        int number = number(slot);
        return Arrays.equals(chars, positions[number], positions[number + 1], buffer, 0, length);
    }

    private int first(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 31) & slots.length - 2;
    }

    private int next(int slot) {
        return slot + 2 & slots.length - 2;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                int at = first(old[i]);
                while (slots[at + 1] != 0) {
                    at = next(at);
                }
                slots[at] = old[i];
                slots[at + 1] = old[i + 1];
            }
        }
    }

    /** Returns a number that identifies a short word, or a negative hash of another one. */
    private static long key(char[] buffer, int length) {
        if (length <= SHORT) {
            // the length comes first: keys of words of different lengths differ
            long key = length + 1;
            int all = 0;
            for (int i = 0; i < length; i++) {
                key = key << 8 | buffer[i];
                all |= buffer[i];
            }
            if (all < 1 << 8) {
                return key;
            }
        }
        long hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + buffer[i];
        }
        return hash | Long.MIN_VALUE;
    }
}
