// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import java.util.Arrays;

/** A map from nodes to rows, with open addressing: no object is created for an entry. */
final class RowIndex {

    private static final int EMPTY = -1;

    private int[] keys = new int[1024];
    private int[] rows = new int[1024];
    private int count;

    RowIndex() {
        Arrays.fill(keys, EMPTY);
    }

    /** Returns the row of a node; if it has none, it gets the given one. */
    int find(int node, int otherwise) {
        int at = place(node);
        if (keys[at] == node) {
            return rows[at];
        }
        keys[at] = node;
        rows[at] = otherwise;
        if (++count * 2 > keys.length) {
            grow();
        }
        return otherwise;
    }

    private int place(int node) {
        int mask = keys.length - 1;
        // Fibonacci hashing (Knuth, 1998)
        int at = (node * 0x9e3779b9 >>> 7) & mask;
        while (keys[at] != EMPTY && keys[at] != node) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldRows = rows;
        keys = new int[2 * oldKeys.length];
        rows = new int[2 * oldKeys.length];
        Arrays.fill(keys, EMPTY);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int at = place(oldKeys[i]);
                keys[at] = oldKeys[i];
                rows[at] = oldRows[i];
            }
        }
    }
}
