// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Selects minibatches from encoded data. */
public final class Batches {

    private Batches() {}

    /**
     * Selects rows of columns with one native index-select for each column.
     *
     * @param columns the columns of each particle
     * @param rows the numbers of the rows, 64-bit
     * @param manager owns the result
     */
    public static Map<String, NDList> pick(
            Map<String, NDList> columns, NDArray rows, NDManager manager) {
        Map<String, NDList> picked = new LinkedHashMap<>();
        columns.forEach(
                (name, list) -> {
                    NDList batch = new NDList(list.size());
                    for (NDArray column : list) {
                        batch.add(pick(column, rows, manager));
                    }
                    picked.put(name, batch);
                });
        return picked;
    }

    private static NDArray pick(NDArray column, NDArray rows, NDManager manager) {
        Shape shape = column.getShape();
        long size = shape.get(0);
        long width = size == 0 ? 0 : shape.size() / size;
        // the selection of whole rows is what engines call an embedding; unlike general indexing,
        // it copies row by row
        try (NDArray table = column.reshape(size, width)) {
            NDArray picked =
                    Embedding.embedding(rows, table, SparseFormat.DENSE).singletonOrThrow();
            picked.attach(manager);
            NDArray shaped = picked.reshape(new Shape(rows.size()).addAll(shape.slice(1)));
            shaped.attach(manager);
            return shaped;
        }
    }

    /**
     * Returns the boundaries that divide {@code size} rows into batches, the last one possibly
     * smaller.
     */
    public static long[] cuts(long size, int batchSize) {
        int count = Math.toIntExact((size - 1) / batchSize);
        long[] cuts = new long[count];
        for (int i = 0; i < count; i++) {
            cuts[i] = (long) (i + 1) * batchSize;
        }
        return cuts;
    }

    /**
     * Cuts columns into consecutive batches, as views.
     *
     * @return the columns of each particle for each batch; they belong to the columns' manager
     */
    public static List<Map<String, NDList>> consecutive(
            Map<String, NDList> columns, int size, int batchSize, NDManager manager) {
        long[] cuts = cuts(size, batchSize);
        List<Map<String, NDList>> batches = new ArrayList<>();
        for (int i = 0; i <= cuts.length; i++) {
            batches.add(new LinkedHashMap<>());
        }
        columns.forEach(
                (name, list) -> {
                    batches.forEach(batch -> batch.put(name, new NDList(list.size())));
                    for (NDArray column : list) {
                        NDList views = column.split(cuts, 0);
                        for (int i = 0; i < views.size(); i++) {
                            NDArray view = views.get(i);
                            if (view != column) {
                                view.attach(manager);
                            }
                            batches.get(i).get(name).add(view);
                        }
                    }
                });
        return batches;
    }
}
