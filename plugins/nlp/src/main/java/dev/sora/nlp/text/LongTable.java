// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

/** A hash table of integers by positive long keys, without boxing. */
final class LongTable {

    private long[] keys = new long[1 << 10];
    private int[] values = new int[1 << 10];
    private int size;

    /** Receives the entries. */
    @FunctionalInterface
    interface Visitor {
        void visit(long key, int value);
    }

    int size() {
        return size;
    }

    /** Returns the value of a key, or 0 if it is absent. */
    int get(long key) {
        return values[slot(key)];
    }

    /** Adds to the value of a key; absent keys have the value 0. */
    void add(long key, int amount) {
        int slot = slot(key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        values[slot] += amount;
        if (2 * size > keys.length) {
            grow();
        }
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                visitor.visit(keys[i], values[i]);
            }
        }
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int mask = keys.length - 1;
        int slot = (int) (mixed >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
