// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Splits flat tensors into views, one for each parameter. */
final class ParameterViews {

    private ParameterViews() {}

    /** Returns another tensor over the same memory. */
    static NDArray alias(NDArray flat, NDManager owner) {
        NDArray alias = flat.stopGradient();
        alias.attach(owner);
        return alias;
    }

    /**
     * Splits a flat tensor, and adds a view of each parameter by its key.
     *
     * @param slots the parameters of the tensor, in order
     * @param size the length of the tensor in the layout
     */
    static void add(
            NDArray flat, List<ParameterSlice> slots, long size, Map<String, NDArray> views) {
        if (slots.isEmpty()) {
            return;
        }
        // split before and after each parameter: one native call, whose gradient is one
        // concatenation
        long[] cuts = new long[slots.size() * 2];
        int n = 0;
        for (ParameterSlice slot : slots) {
            if (slot.offset() > 0 && (n == 0 || cuts[n - 1] != slot.offset())) {
                cuts[n++] = slot.offset();
            }
            if (slot.offset() + slot.size() < size) {
                cuts[n++] = slot.offset() + slot.size();
            }
        }
        NDList pieces = flat.split(Arrays.copyOf(cuts, n), 0);
        Map<Long, NDArray> byOffset = new HashMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            byOffset.put(i == 0 ? 0 : cuts[i - 1], pieces.get(i));
        }
        for (ParameterSlice slot : slots) {
            NDArray piece = byOffset.get(slot.offset());
            if (slot.isVector() && piece != flat) {
                byOffset.remove(slot.offset());
                views.put(slot.key(), piece);
            } else {
                views.put(slot.key(), piece.reshape(slot.shape()));
            }
        }
        // an open view keeps the memory of the whole tensor
        for (NDArray piece : byOffset.values()) {
            if (piece != flat) {
                piece.close();
            }
        }
    }
}
