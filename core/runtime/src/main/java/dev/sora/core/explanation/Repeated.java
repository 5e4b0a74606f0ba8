// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.tensor.Signal;
import java.util.Map;

/** Repeats the signal of one record as a batch. */
final class Repeated {

    private Repeated() {}

    /**
     * Returns a signal with as many equal records as there are rows. If the rows of the values are
     * not records, only the positions of the record are repeated.
     *
     * @param signal of one record
     * @param manager owns the result
     */
    static Signal of(Signal signal, int rows, NDManager manager) {
        boolean free = signal.has(Signal.ROWS);
        Signal repeated = signal;
        for (Map.Entry<String, NDArray> part : signal.parts().entrySet()) {
            if (!free || part.getKey().equals(Signal.ROWS)) {
                repeated = repeated.with(part.getKey(), of(part.getValue(), rows, manager));
            } else {
                repeated = repeated.with(part.getKey(), of(part.getValue(), 1, manager));
            }
        }
        return repeated;
    }

    /** Returns a tensor whose only row is repeated; a copy, because kernels write in place. */
    static NDArray of(NDArray row, int rows, NDManager manager) {
        NDArray copy = rows == 1 ? row.duplicate() : row.repeat(0, rows);
        copy.attach(manager);
        return copy;
    }
}
