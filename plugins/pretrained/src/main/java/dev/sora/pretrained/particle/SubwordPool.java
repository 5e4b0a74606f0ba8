// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.pretrained.input.TokenSpans;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Returns from pieces to tokens: the vector of token {@code t} is {@code Σ_p w_tp x_p}, where
 * {@code w_tp} is 1 at its first or its last piece, or {@code 1 / n} at each of its {@code n}
 * pieces, and 0 elsewhere. A token without a piece, such as one of characters that the tokeniser
 * removes, has the vector zero.
 */
record SubwordPool(Pooling pooling) implements Particle {

    /** Which pieces of a token count. */
    enum Pooling {
        FIRST,
        LAST,
        MEAN
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        if (inputs.size() != 2) {
            throw new ShapeException(
                    "two signals for subword-pool: the steps of an encoder, and the input that it"
                            + " reads",
                    inputs.get(0),
                    "name both in 'from', in this order");
        }
        SignalSpec steps = inputs.get(0);
        SignalSpec pieces = inputs.get(1);
        if (!pieces.has(TokenSpans.SPANS) || !pieces.has(TokenSpans.TOKENS)) {
            throw new ShapeException(
                    "the pieces of tokens as the second signal of subword-pool",
                    pieces,
                    "name an input of type 'token-subwords'");
        }
        TensorSpec values = steps.values();
        if (!steps.isSequence() || values.rank() != 2 || values.type() != DataType.FLOAT32) {
            throw new ShapeException(
                    "a sequence of vectors (steps, features) with lengths for subword-pool",
                    steps,
                    "name an encoder that returns all steps, such as 'bert' with 'pooling: none'");
        }
        long most = pieces.values().dimension(0);
        if (values.dimension(0) != most) {
            throw new ShapeException(
                    "a step for each of the %d pieces".formatted(most),
                    steps,
                    "name an encoder that reads the same input, with a stride of 1");
        }
        long tokens = pieces.part(TokenSpans.SPANS).dimension(0);
        return ParticlePlan.of(
                SignalSpec.sequence(TensorSpec.floats(tokens, values.dimension(1))), List.of());
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        aligned(inputs.get(0).lengths(), inputs.get(1).lengths());
        NDArray values = inputs.get(0).values();
        Signal pieces = inputs.get(1);
        NDArray tokens = pieces.part(TokenSpans.TOKENS);
        NDArray spans = trimmed(pieces.part(TokenSpans.SPANS), tokens);
        int steps = (int) values.getShape().get(1);
        NDArray places = pass.manager().arange(0, steps, 1, DataType.INT32).reshape(1, 1, steps);
        NDList ends = spans.split(2, 2);
        NDArray first = ends.get(0);
        NDArray after = ends.get(1);
        NDArray own = places.gte(first).logicalAnd(places.lt(after));
        NDArray weights =
                switch (pooling) {
                    case FIRST -> own.logicalAnd(places.eq(first)).toType(DataType.FLOAT32, false);
                    case LAST ->
                            own.logicalAnd(places.eq(after.sub(1))).toType(DataType.FLOAT32, false);
                    case MEAN ->
                            own.toType(DataType.FLOAT32, false)
                                    .div(
                                            after.sub(first)
                                                    .maximum(1)
                                                    .toType(DataType.FLOAT32, false));
                };
        return Signal.sequence(weights.matMul(values), tokens).masked();
    }

    /** Trims the places of tokens to the longest sentence of the batch. */
    private static NDArray trimmed(NDArray spans, NDArray tokens) {
        int longest = Math.max(1, tokens.max().getInt());
        return longest < spans.getShape().get(1)
                ? spans.split(new long[] {longest}, 1).get(0)
                : spans;
    }

    /**
     * Checks that a step is a piece. An encoder that reads another input would otherwise give each
     * token the vector of another.
     */
    private static void aligned(NDArray steps, NDArray pieces) {
        if (!Arrays.equals(steps.toIntArray(), pieces.toIntArray())) {
            throw new DataException(
                    Problem.of("SORA-4597", "the steps of the encoder are not the pieces of tokens")
                            .needs("as many steps as pieces in each record")
                            .fix(
                                    "name, as second signal of subword-pool, the input that the"
                                            + " encoder reads"));
        }
    }
}
