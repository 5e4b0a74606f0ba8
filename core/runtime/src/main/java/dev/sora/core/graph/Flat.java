// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;

/** Changes flat tensors in place, because other tensors are views of them. */
public final class Flat {

    private Flat() {}

    /**
     * Returns a view of the elements from {@code start} (inclusive) to {@code end} (exclusive); the
     * tensor itself if that is the whole range.
     */
    public static NDArray part(NDArray flat, long start, long end) {
        if (start == 0 && end == flat.size()) {
            return flat;
        }
        if (start == 0) {
            return piece(flat.split(new long[] {end}, 0), 0);
        }
        if (end == flat.size()) {
            return piece(flat.split(new long[] {start}, 0), 1);
        }
        return piece(flat.split(new long[] {start, end}, 0), 1);
    }

    /** Overwrites a tensor with values of the same shape, bit by bit. */
    public static void overwrite(NDArray tensor, NDArray values) {
        // a copy: an addition would change the sign of zero, and may flush denormal numbers
        tensor.set(new NDIndex(":"), values);
    }

    private static NDArray piece(NDList pieces, int kept) {
        for (int i = 0; i < pieces.size(); i++) {
            if (i != kept) {
                pieces.get(i).close();
            }
        }
        return pieces.get(kept);
    }
}
