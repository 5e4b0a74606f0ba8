// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.seq2seq.text.TargetPiecesType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Set;

/**
 * Scores the symbol after each step: logits {@code W x + b}. The raw prediction is the logarithm of
 * the probability of the right symbol, because the logits of all steps and symbols would fill the
 * memory. Padding is not computed.
 *
 * @param smoothed whether the mean over all symbols is needed; otherwise the value of the right
 *     symbol is given twice
 */
record TextHead(boolean smoothed) {

    /** A step has two values: the logarithm for the right symbol, and the mean over all symbols. */
    private static final long VALUES = 2;

    private static final float NEVER = -1e9f;

    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";

    ParticlePlan plan(List<SignalSpec> inputs) {
        if (inputs.size() != 2 && inputs.size() != 3) {
            throw new ShapeException(
                    "two signals: a decoder, and the input of the text so far; to show attention, a"
                            + " third: the input that the encoder reads",
                    inputs.get(0),
                    "name them in 'from', in this order");
        }
        SignalSpec decoded = inputs.get(0);
        if (!decoded.isSequence()
                || decoded.values().rank() != 2
                || decoded.values().type() != DataType.FLOAT32) {
            throw new ShapeException(
                    "a sequence of vectors (steps, features) with lengths",
                    decoded,
                    "name a decoder, such as 'transformer-decoder', first");
        }
        SignalSpec soFar = inputs.get(1);
        if (!soFar.isSequence()
                || soFar.values().rank() != 1
                || !soFar.values().isIndices()
                || !soFar.has(TargetPiecesType.NEXT)) {
            throw new ShapeException(
                    "the text so far, as indices with the part 'next'",
                    soFar,
                    "name the input 'target-pieces' second");
        }
        checkSteps(decoded.values().dimension(0), soFar.values().dimension(0));
        long symbols = soFar.tableSize();
        long size = decoded.values().dimension(1);
        double deviation = size > 0 ? 1 / Math.sqrt(size) : 1;
        return ParticlePlan.of(
                SourceAttention.planned(
                        TextScore.planned(
                                SignalSpec.sequence(
                                        TensorSpec.floats(decoded.values().dimension(0), VALUES))),
                        inputs),
                ParameterSpec.weight(WEIGHT, Initialiser.normal(deviation), symbols, size)
                        .withRows(soFar.entries()),
                ParameterSpec.bias(BIAS, Initialiser.zeros(), symbols).withRows(soFar.entries()));
    }

    /** A decoder that shortens the text would score other symbols than those it read. */
    private static void checkSteps(long decoded, long target) {
        if (decoded >= 0 && target >= 0 && decoded != target) {
            throw new ShapeException(
                    "a step of the decoder for each of the %d of the text".formatted(target),
                    "%d steps".formatted(decoded),
                    "let the decoder read the text so far first, and keep all of its steps");
        }
    }

    Signal forward(List<Signal> inputs, Pass pass) {
        NDArray next = inputs.get(1).part(TargetPiecesType.NEXT);
        return SourceAttention.with(TextScore.with(scored(inputs, pass), next, pass), inputs);
    }

    private Signal scored(List<Signal> inputs, Pass pass) {
        NDArray decoded = inputs.get(0).values();
        long batch = decoded.getShape().get(0);
        long steps = decoded.getShape().get(1);
        NDArray next = inputs.get(1).part(TargetPiecesType.NEXT);
        NDArray own =
                steps < next.getShape().get(1) ? next.split(new long[] {steps}, 1).get(0) : next;
        NDArray flat = own.reshape(batch * steps);
        NDArray valid = inputs.get(0).mask().reshape(batch * steps).gt(0);
        NDArray rows = valid.nonzero().reshape(-1);
        NDArray right = picked(flat.reshape(-1, 1), rows).reshape(-1);
        NDArray read = picked(decoded.reshape(batch * steps, decoded.getShape().get(2)), rows);
        NDArray weight = pass.parameter(WEIGHT);
        NDArray bias = pass.parameter(BIAS);
        NDArray scores = Linear.linear(read, weight, bias).head();
        NDArray said = at(scores.logSoftmax(1), right);
        // 0 stands for padding; the others are at 1, 2, …
        NDArray places =
                valid.toType(DataType.INT32, false)
                        .cumSum(0)
                        .mul(valid.toType(DataType.INT32, false));
        if (!smoothed) {
            said = said.expandDims(1);
            return spread(said.concat(said, 1), places, batch, steps, inputs.get(0));
        }
        NDArray mean =
                meanLogit(read, weight, bias, pass)
                        .sub(normaliser(scores, said, read, right, pass));
        return spread(
                said.expandDims(1).concat(mean.expandDims(1), 1),
                places,
                batch,
                steps,
                inputs.get(0));
    }

    /**
     * Returns what {@code log p = logit - normaliser} subtracts, so that the mean over all symbols
     * needs no second pass over them. The value comes from the logits that {@code p} comes from,
     * which may be rounded; the gradient from a product of one symbol a step, which is smaller.
     */
    private static NDArray normaliser(
            NDArray scores, NDArray said, NDArray read, NDArray right, Pass pass) {
        NDArray rows = picked(pass.parameter(WEIGHT), right);
        NDArray bias = picked(pass.parameter(BIAS).reshape(-1, 1), right).reshape(-1);
        NDArray logit = read.mul(rows).sum(new int[] {1}).add(bias);
        NDArray rounding = at(scores.stopGradient(), right).sub(logit.stopGradient());
        return logit.add(rounding).sub(said);
    }

    /** Returns the mean logit of each step. */
    private static NDArray meanLogit(NDArray read, NDArray weight, NDArray bias, Pass pass) {
        NDArray mean = weight.mean(new int[] {0}).reshape(-1, 1);
        return pass.inFullPrecision(() -> read.matMul(mean)).reshape(-1).add(bias.mean());
    }

    private static NDArray at(NDArray scores, NDArray symbols) {
        return scores.get(new NDIndex().addAllDim().addPickDim(symbols)).reshape(-1);
    }

    private static NDArray picked(NDArray table, NDArray rows) {
        return Embedding.embedding(rows, table, SparseFormat.DENSE).head();
    }

    private static Signal spread(
            NDArray values, NDArray places, long batch, long steps, Signal decoded) {
        NDArray none = values.getManager().zeros(new Shape(1, VALUES));
        NDArray padded = NDArrays.concat(new NDList(none, values), 0);
        return Signal.sequence(
                picked(padded, places).reshape(batch, steps, VALUES), decoded.lengths());
    }

    /** Returns the logarithms of the probabilities of the right symbols, summed for each record. */
    static NDArray right(Signal prediction) {
        return sums(prediction, 0);
    }

    /** Returns the means over all symbols, summed for each record. */
    static NDArray mean(Signal prediction) {
        return sums(prediction, 1);
    }

    private static NDArray sums(Signal prediction, int at) {
        return prediction.values().sum(new int[] {1}).split(VALUES, 1).get(at).reshape(-1);
    }

    /**
     * Returns the most probable symbol after each step, {@code (batch, steps)}; 0 after the last.
     *
     * @param never symbols that are not chosen
     */
    static NDArray chosen(Signal decoded, Set<Integer> never, Pass pass) {
        NDArray values = decoded.values();
        long batch = values.getShape().get(0);
        long steps = values.getShape().get(1);
        NDArray valid = decoded.mask().reshape(batch * steps).gt(0);
        NDArray rows = valid.nonzero().reshape(-1);
        NDArray read = picked(values.reshape(batch * steps, values.getShape().get(2)), rows);
        NDArray bias = pass.parameter(BIAS);
        float[] shift = new float[(int) bias.size()];
        never.forEach(symbol -> shift[symbol] = NEVER);
        NDArray open = bias.add(pass.manager().create(shift));
        NDArray best = Linear.linear(read, pass.parameter(WEIGHT), open).head().argMax(1);
        NDArray none = best.getManager().zeros(new Shape(1), best.getDataType());
        NDArray whole = valid.toType(DataType.INT32, false);
        NDArray places = whole.cumSum(0).mul(whole);
        return picked(none.concat(best).toType(DataType.FLOAT32, false).reshape(-1, 1), places)
                .reshape(batch, steps);
    }

    /** Returns the logits after the last step. */
    static NDArray next(Signal decoded, Pass pass) {
        NDArray values = decoded.values();
        long steps = values.getShape().get(1);
        NDArray last = steps == 1 ? values : values.split(new long[] {steps - 1}, 1).get(1);
        return Linear.linear(last.squeeze(1), pass.parameter(WEIGHT), pass.parameter(BIAS)).head();
    }
}
