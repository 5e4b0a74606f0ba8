// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.Arrays;

/**
 * Numbers words in the order in which they are added. Words are looked up in the buffer of a
 * tokenizer; a string is created only for a new word.
 */
final class WordTable {

    private String[] words = new String[1 << 10];
    private int[] hashes = new int[1 << 10];
    private int[] slots = new int[1 << 12];
    private int size;

    int size() {
        return size;
    }

    String word(int number) {
        return words[number];
    }

    /** Returns the number of a word, or -1. */
    int find(char[] buffer, int length) {
        return slots[slot(buffer, length, hash(buffer, length))] - 1;
    }

    /** Returns the number of a word, and adds the word if it is new. */
    int add(char[] buffer, int length) {
        int hash = hash(buffer, length);
        int slot = slot(buffer, length, hash);
        if (slots[slot] > 0) {
            return slots[slot] - 1;
        }
        if (size == words.length) {
            words = Arrays.copyOf(words, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        words[size] = new String(buffer, 0, length);
        hashes[size] = hash;
        slots[slot] = ++size;
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    int add(String word) {
        return add(word.toCharArray(), word.length());
    }

    private int slot(char[] buffer, int length, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] > 0 && !is(slots[slot] - 1, buffer, length, hash)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean is(int number, char[] buffer, int length, int hash) {
        String word = words[number];
        if (hashes[number] != hash || word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != buffer[i]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = hashes[i] & mask;
            while (slots[slot] > 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = i + 1;
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
