// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Embedding;
import dev.sora.layers.Dropout;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/**
 * A convolution over the characters of each word (Ma and Hovy, 2016): {@code max_c relu(W
 * x_{c-k..c+k} + b)} over the characters c of a word, with zeros around it.
 */
record WordCharacters(long units, long filters, int kernel, double dropout)
        implements UnaryParticle {

    private static final String TABLE = "table";
    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";

    @Override
    public ParticlePlan plan(SignalSpec input) {
        boolean characters =
                input.isSequence()
                        && input.has(FittedTokens.CHARACTERS)
                        && input.part(FittedTokens.CHARACTERS).isIndices()
                        && input.part(FittedTokens.CHARACTERS).rank() == 2;
        if (!characters) {
            throw new ShapeException(
                    "the characters of words for word-characters",
                    input,
                    "name an input of type 'tokens'");
        }
        if (kernel % 2 == 0) {
            throw new ShapeException(
                    "an odd kernel", Integer.toString(kernel), "set 'kernel' to an odd number");
        }
        long table = input.part(FittedTokens.CHARACTERS).tableSize();
        return ParticlePlan.of(
                SignalSpec.sequence(TensorSpec.floats(input.values().dimension(0), filters)),
                // a training that continues finds the row of each known character by its name
                ParameterSpec.bias(TABLE, start(), table, units)
                        .withRows(input.entries(FittedTokens.CHARACTERS)),
                ParameterSpec.weight(
                        WEIGHT,
                        NamedInitialiser.GLOROT.weight(units * kernel, filters),
                        filters,
                        units,
                        kernel),
                ParameterSpec.bias(BIAS, Initialiser.zeros(), filters));
    }

    /** Uniform with the variance of Ma and Hovy (2016); the row of padding is zero. */
    private Initialiser start() {
        Initialiser uniform = Initialiser.uniform(Math.sqrt(3.0 / units));
        return (values, shape, random) -> {
            uniform.fill(values, shape, random);
            for (int i = 0; i < Math.min(units, values.length); i++) {
                values[i] = 0;
            }
        };
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray letters = input.part(FittedTokens.CHARACTERS);
        Shape shape = letters.getShape();
        NDArray rows = letters.reshape(new Shape(shape.get(0) * shape.get(1), shape.get(2)));
        NDArray valid =
                rows.toType(DataType.BOOLEAN, false).toType(DataType.FLOAT32, false).expandDims(1);
        NDArray vectors =
                Embedding.embedding(rows, pass.parameter(TABLE), SparseFormat.DENSE).head();
        NDArray inOrder = Dropout.values(vectors, dropout, pass).swapAxes(1, 2).mul(valid);
        NDArray filtered =
                Conv1d.conv1d(
                                inOrder,
                                pass.parameter(WEIGHT),
                                pass.parameter(BIAS),
                                new Shape(1),
                                new Shape(kernel / 2))
                        .head();
        NDArray greatest = filtered.getNDArrayInternal().relu().mul(valid).max(new int[] {2});
        NDArray words = greatest.reshape(new Shape(shape.get(0), shape.get(1), filters));
        return Signal.sequence(words, input.lengths()).masked();
    }
}
