// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.sora.tensor.Signal;

/** Selects records of tensors and signals. */
final class Rows {

    private Rows() {}

    /**
     * Returns the rows of a tensor.
     *
     * @param rows their numbers, 64-bit; a row may occur several times
     */
    static NDArray select(NDArray tensor, NDArray rows) {
        Shape shape = tensor.getShape();
        long size = shape.get(0);
        long width = size == 0 ? 0 : shape.size() / size;
        if (width == 0) {
            return rows.getManager()
                    .zeros(new Shape(rows.size()).addAll(shape.slice(1)), tensor.getDataType());
        }
        // what engines call an embedding copies whole rows; general indexing copies single values
        NDArray table = tensor.reshape(size, width);
        table.attach(rows.getManager());
        NDArray picked = Embedding.embedding(rows, table, SparseFormat.DENSE).singletonOrThrow();
        picked.attach(rows.getManager());
        return picked.reshape(new Shape(rows.size()).addAll(shape.slice(1)));
    }

    /** Returns the records of a signal. */
    static Signal select(Signal signal, NDArray rows) {
        Signal selected = signal;
        for (var part : signal.parts().entrySet()) {
            selected = selected.with(part.getKey(), select(part.getValue(), rows));
        }
        return selected;
    }
}
