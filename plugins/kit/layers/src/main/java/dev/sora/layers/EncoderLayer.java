// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer of the encoder of Vaswani et al. (2017), with the normalisation before each part (Xiong
 * et al., 2020), which is easier to train: {@code x + attention(norm(x))}, then {@code x + W f(V
 * norm(x))}. Each step attends to all steps.
 *
 * @param heads the number of attention heads, which must divide the size of a step
 * @param activation the activation function f
 * @param dropout the probability to drop a value in training, of the attention and of what each
 *     part adds
 */
public record EncoderLayer(long heads, Activation activation, double dropout) {

    private static final List<String> MAPS = List.of("query", "key", "value", "output");

    /**
     * Returns the parameters.
     *
     * @param size the size of a step, which may be unknown (-1)
     * @param inner the size of the feed-forward layer, which may be unknown
     */
    public List<ParameterSpec> parameters(long size, long inner) {
        List<ParameterSpec> parameters = new ArrayList<>(norm("norm1", size));
        MAPS.forEach(name -> parameters.addAll(map(name, size, size)));
        parameters.addAll(norm("norm2", size));
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

    /**
     * Computes {@code (batch, steps, size)} from values of the same shape.
     *
     * @param never added to the scores {@code (batch, heads, steps, steps)}: 0 where a step may
     *     attend to another, and a large negative number where it may not, such as to padding;
     *     empty if all steps attend to all
     */
    public NDArray apply(NDArray values, Optional<NDArray> never, Pass pass) {
        NDArray attended = attend(normalised(values, "norm1", pass), never, pass);
        NDArray sum = values.add(Dropout.values(attended, dropout, pass));
        NDArray inner = mapped(normalised(sum, "norm2", pass), "expand", pass);
        NDArray read = mapped(activation.apply(inner), "contract", pass);
        return sum.add(Dropout.values(read, dropout, pass));
    }

    private NDArray attend(NDArray values, Optional<NDArray> never, Pass pass) {
        Shape shape = values.getShape();
        float scale = (float) (1 / Math.sqrt((double) shape.get(2) / heads));
        NDArray query = parted(mapped(values, "query", pass), 0, 2, 1, 3);
        NDArray key = parted(mapped(values, "key", pass), 0, 2, 3, 1);
        NDArray value = parted(mapped(values, "value", pass), 0, 2, 1, 3);
        NDArray scores = query.mul(scale).matMul(key);
        NDArray open = never.map(scores::add).orElse(scores);
        NDArray weights = Dropout.values(open.softmax(-1), dropout, pass);
        NDArray joined = weights.matMul(value).swapAxes(1, 2).reshape(shape);
        return mapped(joined, "output", pass);
    }

    /** Splits {@code (batch, steps, units)} into heads and permutes the dimensions. */
    private NDArray parted(NDArray values, int... order) {
        Shape shape = values.getShape();
        return values.reshape(new Shape(shape.get(0), shape.get(1), heads, shape.get(2) / heads))
                .transpose(order);
    }

    private static NDArray mapped(NDArray values, String name, Pass pass) {
        return DenseLayer.applyBiased(values, pass.within(name));
    }

    private static NDArray normalised(NDArray values, String name, Pass pass) {
        return LayerNormalisation.DEFAULT.apply(values, pass.within(name));
    }
}
