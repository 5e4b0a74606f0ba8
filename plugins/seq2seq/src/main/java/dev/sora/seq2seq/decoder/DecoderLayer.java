// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.Dropout;
import dev.sora.layers.LayerNormalisation;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer of the decoder of Vaswani et al. (2017), with the normalisation before each part (Xiong
 * et al., 2020): {@code x + self(norm(x))}, {@code x + cross(norm(x), memory)}, {@code x + W relu(V
 * norm(x))}. Query, key and value of the attention to earlier steps are one product.
 *
 * @param heads the number of heads, which divides the size of a step
 * @param dropout the probability to drop a value in training
 */
record DecoderLayer(long heads, double dropout) {

    /** Keys {@code (batch, heads, size, steps)} and values {@code (batch, heads, steps, size)}. */
    record Cache(NDArray keys, NDArray values) {}

    List<ParameterSpec> parameters(long size, long memory, long inner) {
        List<ParameterSpec> parameters = new ArrayList<>(norm("norm1", size));
        parameters.addAll(map("self", size, size < 0 ? size : 3 * size));
        parameters.addAll(map("self_output", size, size));
        parameters.addAll(norm("norm2", size));
        parameters.addAll(map("query", size, size));
        parameters.addAll(map("memory", memory, size < 0 ? size : 2 * size));
        parameters.addAll(map("cross_output", size, size));
        parameters.addAll(norm("norm3", size));
        parameters.addAll(map("expand", size, inner));
        parameters.addAll(map("contract", inner, size));
        return parameters;
    }

    private static List<ParameterSpec> map(String name, long in, long out) {
        return new DenseLayer(out, true, NamedInitialiser.GLOROT).parameters(name, in);
    }

    private static List<ParameterSpec> norm(String name, long size) {
        return LayerNormalisation.parameters(size).stream().map(p -> p.within(name)).toList();
    }

    /** Returns keys and values of the memory, {@code (batch, steps, size)}. */
    Cache memory(NDArray memory, Pass pass) {
        NDArray both = mapped(memory, "memory", pass);
        return new Cache(part(both, 0, 2, true), part(both, 1, 2, false));
    }

    /**
     * A result.
     *
     * @param cache the keys and values of all steps so far
     * @param attention what each step attends to in the memory, {@code (batch, heads, steps,
     *     memory)}
     */
    record Result(NDArray values, Cache cache, NDArray attention) {}

    /** What is attended to, and with which weights. */
    private record Attended(NDArray values, NDArray weights) {}

    /**
     * Computes steps {@code (batch, steps, size)}.
     *
     * @param before keys and values of the steps before these; empty for none
     * @param never added to the scores of these steps among each other; empty if there is one step
     * @param padding added to the scores of the memory, {@code (batch, 1, 1, steps)}, if any
     */
    Result apply(
            NDArray values,
            Optional<Cache> before,
            Optional<NDArray> never,
            Cache memory,
            Optional<NDArray> padding,
            Pass pass) {
        NDArray all = mapped(normalised(values, "norm1", pass), "self", pass);
        NDArray query = part(all, 0, 3, false);
        NDArray ownKeys = part(all, 1, 3, true);
        NDArray ownValues = part(all, 2, 3, false);
        NDArray keys = before.map(b -> b.keys().concat(ownKeys, 3)).orElse(ownKeys);
        NDArray kept = before.map(b -> b.values().concat(ownValues, 2)).orElse(ownValues);
        NDArray self =
                mapped(attended(query, keys, kept, never, pass).values(), "self_output", pass);
        NDArray sum = values.add(Dropout.values(self, dropout, pass));
        NDArray asking = part(mapped(normalised(sum, "norm2", pass), "query", pass), 0, 1, false);
        Attended source = attended(asking, memory.keys(), memory.values(), padding, pass);
        NDArray cross = mapped(source.values(), "cross_output", pass);
        sum = sum.add(Dropout.values(cross, dropout, pass));
        NDArray inner = mapped(normalised(sum, "norm3", pass), "expand", pass);
        NDArray read = mapped(inner.getNDArrayInternal().relu(), "contract", pass);
        return new Result(
                sum.add(Dropout.values(read, dropout, pass)),
                new Cache(keys, kept),
                source.weights());
    }

    private Attended attended(
            NDArray query, NDArray keys, NDArray values, Optional<NDArray> never, Pass pass) {
        Shape shape = query.getShape();
        float scale = (float) (1 / Math.sqrt((double) shape.get(3)));
        NDArray scores = query.mul(scale).matMul(keys);
        NDArray open = never.map(scores::add).orElse(scores);
        NDArray weights = open.softmax(-1);
        NDArray read = Dropout.values(weights, dropout, pass).matMul(values);
        return new Attended(
                read.swapAxes(1, 2).reshape(shape.get(0), shape.get(2), heads * shape.get(3)),
                weights);
    }

    /**
     * Returns one of several equal parts of the features, split into heads: {@code (batch, heads,
     * steps, size)}, or with the last two exchanged.
     */
    private NDArray part(NDArray values, int index, int parts, boolean exchanged) {
        NDArray own = parts == 1 ? values : values.split(parts, 2).get(index);
        Shape shape = own.getShape();
        return own.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads)
                .transpose(exchanged ? new int[] {0, 2, 3, 1} : new int[] {0, 2, 1, 3});
    }

    private static NDArray mapped(NDArray values, String name, Pass pass) {
        return DenseLayer.applyBiased(values, pass.within(name));
    }

    private static NDArray normalised(NDArray values, String name, Pass pass) {
        return LayerNormalisation.DEFAULT.apply(values, pass.within(name));
    }
}
