// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Arrays;

/**
 * Looks up vectors in tables in which row 0 is the unknown index.
 *
 * @param coldStart the vector of an unknown index
 * @param idDropout the share of indices that are replaced by the unknown index in training
 */
record Indices(ColdStart coldStart, double idDropout) {

    /** Returns a table; row 0 starts at zero, whatever the initialiser of the other rows. */
    static ParameterSpec table(String name, long rows, long width, double deviation) {
        Initialiser draw = Initialiser.normal(deviation);
        return ParameterSpec.weight(
                name,
                (values, shape, random) -> {
                    draw.fill(values, shape, random);
                    Arrays.fill(values, 0, (int) Math.min(values.length, width), 0);
                },
                rows,
                width);
    }

    /** Returns the number of rows for a signal of one index for each record. */
    static long rows(SignalSpec signal, String who) {
        if (!signal.values().isIndices() || signal.values().rank() != 0) {
            throw new ShapeException(
                    who + " as one index a record",
                    (signal.values().isIndices() ? "indices " : "") + signal,
                    "let 'from' name inputs such as 'user' and 'item'");
        }
        return known(signal.tableSize());
    }

    /** Returns the size of a table; -1 if it is unknown. */
    static long known(long tableSize) {
        return tableSize > 0 ? tableSize : TensorSpec.UNKNOWN;
    }

    /** Replaces a share of the indices by the unknown index in training. */
    NDArray drop(NDArray indices, Pass pass) {
        if (!pass.training() || idDropout == 0) {
            return indices;
        }
        NDArray kept = pass.random().keep(indices.getShape(), 1 - idDropout);
        return indices.mul(kept.toType(indices.getDataType(), false));
    }

    /**
     * Looks up rows.
     *
     * @param indices {@code (…)}, from 0 to below the number of rows
     * @param table {@code (rows, width)}
     * @return {@code (…, width)}
     */
    NDArray lookUp(NDArray indices, NDArray table, Pass pass) {
        if (coldStart == ColdStart.LEARNED) {
            return embed(indices, table);
        }
        if (indices.size() > table.getShape().get(0)) {
            return embed(indices, effective(table, pass));
        }
        NDArray known = indices.neq(0).toType(DataType.FLOAT32, false).expandDims(-1);
        return replace(embed(indices, table).mul(known), known, table, pass);
    }

    /** Returns a table in which row 0 is the vector of an unknown index. */
    NDArray effective(NDArray table, Pass pass) {
        if (coldStart == ColdStart.LEARNED) {
            return table;
        }
        int rows = (int) table.getShape().get(0);
        NDArray known =
                pass.kept(
                        "known of " + rows,
                        manager ->
                                manager.arange(0, rows, 1, DataType.INT32)
                                        .neq(0)
                                        .toType(DataType.FLOAT32, false)
                                        .expandDims(1));
        return replace(known.mul(table), known, table, pass);
    }

    /** Replaces row 0 by the mean of the other rows if the policy is {@code AVERAGE}. */
    private NDArray replace(NDArray kept, NDArray known, NDArray table, Pass pass) {
        long others = table.getShape().get(0) - 1;
        if (coldStart == ColdStart.ZERO || others == 0) {
            return kept;
        }
        // a matrix product creates nothing in the manager of the parameters, which outlives the
        // pass
        NDArray sum = pass.manager().ones(new Shape(1, others + 1)).matMul(table);
        NDArray first = embed(pass.manager().zeros(new Shape(1), DataType.INT32), table);
        NDArray mean = sum.sub(first).div(others);
        return kept.add(known.neg().add(1f).mul(mean));
    }

    private static NDArray embed(NDArray indices, NDArray table) {
        return Embedding.embedding(indices, table, SparseFormat.DENSE).head();
    }
}
