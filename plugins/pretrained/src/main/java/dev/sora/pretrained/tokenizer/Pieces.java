// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.util.Arrays;

/** A growing list of indices of tokens. */
final class Pieces {

    private int[] indices = new int[64];
    private int count;

    void add(int index) {
        if (count == indices.length) {
            indices = Arrays.copyOf(indices, count * 2);
        }
        indices[count++] = index;
    }

    int count() {
        return count;
    }

    /** Removes what was added after a count. */
    void cut(int to) {
        count = to;
    }

    int[] toArray() {
        return Arrays.copyOf(indices, count);
    }
}
