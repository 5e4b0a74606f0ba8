// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * Sums inputs with weights from scaled dot-product attention (Vaswani et al., 2017): {@code Y = Σ
 * a_i P_i}, {@code a = softmax(k_i · q / sqrt(d))}.
 *
 * <p>With a learned query, {@code q} is a parameter and {@code k_i = P_i}: a learned map of the
 * keys would be equivalent to another q. With the mean as query, {@code q = Q mean(P)} and {@code
 * k_i = K P_i} with learned Q and K.
 */
final class Attention implements Combiner {

    private static final Setting<String> QUERY =
            Setting.choice(
                            "query",
                            "What the parts are matched with: one learned vector, or the mean of"
                                    + " the parts.",
                            List.of("learned", "mean"))
                    .orElse("learned");
    private static final Setting<Long> UNITS =
            Setting.integer("units", "Size of query and keys where the mean asks.")
                    .atLeast(1)
                    .orElse(32L);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "attention",
                    "Adds its parts by how well each matches a query, record by record.",
                    QUERY,
                    UNITS);

    private final boolean learned;
    private final long units;

    Attention(Settings settings) {
        this.learned = settings.get(QUERY).equals("learned");
        this.units = settings.get(UNITS);
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        TensorSpec shape = EqualShapes.of(inputs, "attention", 1);
        long width = shape.size();
        Initialiser start = Initialiser.normal(1 / Math.sqrt(Math.max(1, width)));
        SignalSpec output = SignalSpec.of(shape);
        return learned
                ? ParticlePlan.of(output, ParameterSpec.weight("query", start, 1, width))
                : ParticlePlan.of(
                        output,
                        ParameterSpec.weight("query", start, units, width),
                        ParameterSpec.weight("key", start, units, width));
    }

    @Override
    public Signal combine(CombinerInputs parts, Pass pass) {
        NDArray stacked = parts.stacked();
        NDArray rows = Mixture.rows(stacked);
        NDArray query = pass.parameter("query");
        NDArray scores;
        if (learned) {
            scores = linear(rows, query).mul(scale(query.getShape().get(1)));
        } else {
            NDArray asked = linear(rows.mean(new int[] {1}), query).mul(scale(units));
            scores = linear(rows, pass.parameter("key")).batchMatMul(asked.expandDims(2));
        }
        NDArray weights = scores.squeeze(2).softmax(1);
        return Signal.of(Mixture.perRecord(stacked, weights));
    }

    private static NDArray linear(NDArray rows, NDArray weight) {
        return Linear.linear(rows, weight).head();
    }

    private static float scale(long size) {
        return (float) (1 / Math.sqrt(size));
    }
}
