// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * A mixture of experts (Jacobs, Jordan, Nowlan and Hinton, 1991): {@code Y = Σ g_i P_i}, {@code g =
 * softmax(W x + b)}. With {@code top_k}, only the k best experts of a record contribute (Shazeer et
 * al., 2017, without noise or balancing). The input x of the gate is the concatenation of all
 * inputs, their mean, or the first input, which then is not an expert.
 */
final class Experts implements Combiner {

    private static final Setting<String> GATE =
            Setting.choice(
                            "gate",
                            "What decides between the experts: all of them side by side (concat),"
                                    + " their mean, or the first part, which is then no expert.",
                            List.of("concat", "mean", "first"))
                    .orElse("concat");
    private static final Setting<Long> TOP_K =
            Setting.integer(
                            "top_k",
                            "Number of experts that take part in a record; all if not set.")
                    .atLeast(1);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "experts",
                    "Mixture of experts: adds its parts by weights that a gate gives them.",
                    GATE,
                    TOP_K);

    private final String gate;
    private final Optional<Long> topK;

    Experts(Settings settings) {
        this.gate = settings.get(GATE);
        this.topK = settings.find(TOP_K);
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        int skipped = gate.equals("first") ? 1 : 0;
        int count = inputs.size() - skipped;
        if (count < 1 || topK.isPresent() && topK.get() > count) {
            throw new ShapeException(
                    "at least %d experts%s"
                            .formatted(
                                    topK.orElse(1L), skipped == 1 ? " after the first part" : ""),
                    inputs.size() + " parts",
                    topK.isPresent() ? "lower 'top_k' or name more parts" : "name more parts");
        }
        TensorSpec shape =
                EqualShapes.of(inputs.subList(skipped, inputs.size()), "experts", 1 + skipped);
        long width =
                switch (gate) {
                    case "first" -> Signals.width(inputs.get(0), "the gate");
                    case "mean" -> shape.size();
                    default -> shape.isKnown() ? count * shape.size() : TensorSpec.UNKNOWN;
                };
        return ParticlePlan.of(SignalSpec.of(shape), gate(count).parameters(width));
    }

    @Override
    public Signal combine(CombinerInputs parts, Pass pass) {
        NDArray experts = gate.equals("first") ? behindFirst(parts) : parts.stacked();
        NDArray seen =
                switch (gate) {
                    case "first" -> Signals.rows(parts.each().get(0));
                    case "mean" -> Mixture.rows(experts).mean(new int[] {1});
                    default -> experts.flatten(1, -1);
                };
        int count = (int) experts.getShape().get(1);
        return Signal.of(Mixture.perRecord(experts, scores(seen, count, pass).softmax(1)));
    }

    /**
     * Returns the scores of the experts. What is rounded may choose another expert, so a gate that
     * chooses computes in full precision (Fedus, Zoph and Shazeer, 2022: selective precision).
     */
    private NDArray scores(NDArray seen, int count, Pass pass) {
        if (topK.isEmpty() || topK.get() == count) {
            return gate(count).scores(seen, pass);
        }
        NDArray scores = pass.inFullPrecision(() -> gate(count).scores(seen, pass));
        return best(scores, topK.get().intValue());
    }

    private Gate gate(int count) {
        return topK.isPresent() ? Gate.uneven(count) : Gate.even(count);
    }

    private static NDArray behindFirst(CombinerInputs parts) {
        NDList experts = new NDList(parts.count() - 1);
        parts.each().stream().skip(1).forEach(part -> experts.add(part.values()));
        return NDArrays.stack(experts, 1);
    }

    /** Lowers all scores except the k best of each record, so that softmax makes them 0. */
    private static NDArray best(NDArray scores, int k) {
        NDArray least =
                scores.stopGradient().topK(k, 1, true, true).head().min(new int[] {1}, true);
        NDArray out = scores.stopGradient().lt(least).toType(scores.getDataType(), false);
        return scores.sub(out.mul(1e9f));
    }
}
