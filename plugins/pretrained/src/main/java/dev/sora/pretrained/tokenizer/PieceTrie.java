// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.util.Arrays;
import java.util.Map;

/** A trie of pieces; its edges are in one hash table with open addressing. */
final class PieceTrie {

    static final int ROOT = 0;
    private static final long FREE = -1;

    private long[] edges = new long[1 << 10];
    private int[] targets = new int[edges.length];
    private int[] pieces = new int[1 << 10];
    private int nodes = 1;
    private int used;

    PieceTrie(Map<String, Integer> vocabulary) {
        Arrays.fill(edges, FREE);
        Arrays.fill(pieces, -1);
        vocabulary.forEach(
                (text, index) -> {
                    // first: the array may grow
                    int node = add(text);
                    pieces[node] = index;
                });
    }

    /** Adds a piece, unless it is there already. */
    boolean addIfAbsent(String text, int index) {
        int node = add(text);
        if (pieces[node] >= 0) {
            return false;
        }
        pieces[node] = index;
        return true;
    }

    private int add(String text) {
        int node = ROOT;
        for (int i = 0; i < text.length(); i++) {
            int slot = slot(key(node, text.charAt(i)));
            if (edges[slot] == FREE) {
                edges[slot] = key(node, text.charAt(i));
                targets[slot] = nodes;
                node = nodes++;
                if (nodes > pieces.length) {
                    int before = pieces.length;
                    pieces = Arrays.copyOf(pieces, before * 2);
                    Arrays.fill(pieces, before, pieces.length, -1);
                }
                if (++used * 2 > edges.length) {
                    grow();
                }
            } else {
                node = targets[slot];
            }
        }
        return node;
    }

    private void grow() {
        long[] before = edges;
        int[] to = targets;
        edges = new long[before.length * 2];
        targets = new int[edges.length];
        Arrays.fill(edges, FREE);
        for (int i = 0; i < before.length; i++) {
            if (before[i] != FREE) {
                int slot = slot(before[i]);
                edges[slot] = before[i];
                targets[slot] = to[i];
            }
        }
    }

    private static long key(int node, char c) {
        return (long) node << 16 | c;
    }

    private int slot(long key) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed >>> 32) & edges.length - 1;
        while (edges[slot] != FREE && edges[slot] != key) {
            slot = slot + 1 & edges.length - 1;
        }
        return slot;
    }

    /** Returns the node after an edge; -1 if there is none. */
    int next(int node, char c) {
        int slot = slot(key(node, c));
        return edges[slot] == FREE ? -1 : targets[slot];
    }

    /** Returns the piece that ends at a node; -1 if none does. */
    int piece(int node) {
        return pieces[node];
    }
}
