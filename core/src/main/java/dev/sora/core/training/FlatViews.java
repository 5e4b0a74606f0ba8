// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** Views of parts of a flat tensor, which share its memory. */
final class FlatViews {

    private FlatViews() {}

    /** Returns the elements from {@code start} to before {@code end}; all of them are it itself. */
    static NDArray part(NDArray flat, long start, long end) {
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

    /** Overwrites a tensor in place, as others may hold views of it. */
    static void overwrite(NDArray tensor, NDArray values) {
        // the sign of infinity is a number, and less itself it is 0
        tensor.signi().subi(tensor).addi(values);
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
