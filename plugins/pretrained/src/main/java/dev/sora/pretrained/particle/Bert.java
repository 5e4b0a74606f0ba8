// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sora.export.LowRankChange;
import dev.sora.export.LowRankExport;
import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.layers.LayerNormalisation;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoder of Vaswani et al. (2017) as BERT has it (Devlin et al., 2019), with the normalisation
 * after each sublayer: {@code norm(x + attention(x))}, then {@code norm(x + W gelu(V x))}. No step
 * attends to padding.
 *
 * @param pooling {@code mean}, {@code first} or {@code none}
 * @param normalise whether vectors have length 1
 */
record Bert(
        Sizes sizes,
        BertTables tables,
        String pooling,
        boolean normalise,
        float epsilon,
        float dropout,
        Activation activation,
        Lora lora)
        implements UnaryParticle, LowRankExport {

    /** Added to scores that may not count. */
    private static final float NEVER = -1e9f;

    private static final float SHORTEST = 1e-12f;

    /** The sizes of an encoder. */
    record Sizes(int layers, long heads, long units, long inner) {}

    @Override
    public ParticlePlan plan(SignalSpec input) {
        if (!input.values().isIndices() || input.values().rank() != 1 || !input.isSequence()) {
            throw new ShapeException(
                    "a sequence of indices for bert",
                    input,
                    "name an input that yields tokens, such as 'subwords'");
        }
        long units = sizes.units();
        if (units % sizes.heads() != 0) {
            throw new ShapeException(
                    "units that %d heads divide".formatted(sizes.heads()),
                    Long.toString(units),
                    "set 'heads' and 'units' to those of the checkpoint");
        }
        List<ParameterSpec> parameters =
                new ArrayList<>(tables.parameters(input, units, lora.role(ParameterRole.WEIGHT)));
        parameters.addAll(norm("norm"));
        for (int i = 0; i < sizes.layers(); i++) {
            String layer = "layer" + i + ".";
            parameters.addAll(lora.parameters(layer + "query", units, units, true));
            parameters.addAll(lora.parameters(layer + "key", units, units, false));
            parameters.addAll(lora.parameters(layer + "value", units, units, true));
            parameters.addAll(lora.parameters(layer + "output", units, units, false));
            parameters.addAll(norm(layer + "norm1"));
            parameters.addAll(lora.parameters(layer + "expand", units, sizes.inner(), false));
            parameters.addAll(lora.parameters(layer + "contract", sizes.inner(), units, false));
            parameters.addAll(norm(layer + "norm2"));
        }
        SignalSpec steps =
                SignalSpec.sequence(TensorSpec.floats(input.values().dimension(0), units));
        return ParticlePlan.of(
                pooling.equals("none") ? steps : SignalSpec.floats(units), parameters);
    }

    @Override
    public List<LowRankChange> changes() {
        List<LowRankChange> changes = new ArrayList<>();
        for (int i = 0; i < sizes.layers(); i++) {
            changes.addAll(lora.changes("layer" + i + ".query"));
            changes.addAll(lora.changes("layer" + i + ".value"));
        }
        return changes;
    }

    private List<ParameterSpec> norm(String name) {
        return LayerNormalisation.parameters(sizes.units()).stream()
                .map(
                        p ->
                                ParameterSpec.of(
                                        name + "." + p.name(),
                                        p.shape(),
                                        p.initialiser(),
                                        lora.role(p.role())))
                .toList();
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray mask = input.mask();
        NDArray never = mask.sub(1).mul(-NEVER).expandDims(1).expandDims(1);
        NDArray values = normalised(tables.lookUp(input.values(), pass), "norm", pass);
        values = Dropout.values(values, dropout, pass);
        for (int i = 0; i < sizes.layers(); i++) {
            values = layer(values, never, pass.within("layer" + i));
        }
        return switch (pooling) {
            case "mean" -> Signal.of(whole(mean(values, mask)));
            case "first" -> Signal.of(whole(values.get(new NDIndex(":, 0"))));
            default -> Signal.sequence(whole(values), input.lengths()).masked();
        };
    }

    private NDArray layer(NDArray values, NDArray never, Pass pass) {
        NDArray attended = Dropout.values(attend(values, never, pass), dropout, pass);
        NDArray sum = normalised(values.add(attended), "norm1", pass);
        NDArray inner = activation.apply(lora.apply(sum, pass.within("expand"), false));
        NDArray read = lora.apply(inner, pass.within("contract"), false);
        return normalised(sum.add(Dropout.values(read, dropout, pass)), "norm2", pass);
    }

    private NDArray attend(NDArray values, NDArray never, Pass pass) {
        Shape shape = values.getShape();
        float scale = (float) (1 / Math.sqrt((double) sizes.units() / sizes.heads()));
        NDArray query = parted(lora.apply(values, pass.within("query"), true), 0, 2, 1, 3);
        NDArray key = parted(lora.apply(values, pass.within("key"), false), 0, 2, 3, 1);
        NDArray value = parted(lora.apply(values, pass.within("value"), true), 0, 2, 1, 3);
        NDArray scores = query.mul(scale).matMul(key).add(never);
        NDArray weights = Dropout.values(scores.softmax(-1), dropout, pass);
        NDArray joined = weights.matMul(value).swapAxes(1, 2).reshape(shape);
        return lora.apply(joined, pass.within("output"), false);
    }

    /** Splits {@code (batch, steps, units)} into heads and permutes the dimensions. */
    private NDArray parted(NDArray values, int... order) {
        Shape shape = values.getShape();
        long heads = sizes.heads();
        return values.reshape(new Shape(shape.get(0), shape.get(1), heads, shape.get(2) / heads))
                .transpose(order);
    }

    private NDArray normalised(NDArray values, String name, Pass pass) {
        return new LayerNormalisation(epsilon).apply(values, pass.within(name));
    }

    private static NDArray mean(NDArray values, NDArray mask) {
        NDArray count = mask.sum(new int[] {1}, true).maximum(1);
        return mask.expandDims(1).matMul(values).squeeze(1).div(count);
    }

    private NDArray whole(NDArray values) {
        if (!normalise) {
            return values;
        }
        NDArray length = values.square().sum(new int[] {-1}, true).sqrt().maximum(SHORTEST);
        return values.div(length);
    }
}
