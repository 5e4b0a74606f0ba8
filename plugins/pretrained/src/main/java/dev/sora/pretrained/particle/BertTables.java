// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * The tables of an encoder: the vector of a step is the sum of those of its token, its position and
 * its segment.
 *
 * @param vocabulary the number of tokens; empty for that of the input
 * @param positions the number of positions
 * @param first the row of the first position
 * @param segments the number of segments
 */
record BertTables(Optional<Long> vocabulary, long positions, long first, long segments) {

    private static final float DEVIATION = 0.02f;

    List<ParameterSpec> parameters(SignalSpec input, long units, ParameterRole role) {
        long known = input.tableSize();
        long rows = vocabulary.orElse(known);
        if (known > rows && rows > 0) {
            throw new ShapeException(
                    "indices below 'vocabulary'",
                    "%d rows, %d tokens".formatted(rows, known),
                    "set 'vocabulary' to the rows of the checkpoint, or use its tokenizer");
        }
        TensorSpec values = input.values();
        long steps = values.dimension(0);
        if (steps > positions - first) {
            throw new ShapeException(
                    "at most %d steps".formatted(positions - first),
                    Long.toString(steps),
                    "set 'length' of the input, or 'positions'");
        }
        return List.of(
                table("words.weight", rows, units, role),
                table("positions.weight", positions, units, role),
                table("segments.weight", segments, units, role));
    }

    private static ParameterSpec table(String name, long rows, long units, ParameterRole role) {
        return ParameterSpec.of(name, new Shape(rows, units), Initialiser.normal(DEVIATION), role);
    }

    /** Returns the vectors {@code (batch, steps, units)} of indices {@code (batch, steps)}. */
    NDArray lookUp(NDArray indices, Pass pass) {
        long steps = indices.getShape().get(1);
        NDArray words =
                Embedding.embedding(indices, pass.parameter("words.weight"), SparseFormat.DENSE)
                        .head();
        NDArray places =
                pass.parameter("positions.weight")
                        .get(new NDIndex("%d:%d".formatted(first, first + steps)));
        NDArray segment = pass.parameter("segments.weight").get(new NDIndex("0:1"));
        return words.add(places.add(segment).expandDims(0));
    }
}
