// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.sora.export.LowRankChange;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * A dense layer that is adapted at low rank (LoRA; Hu et al., 2022): {@code W x + b + (alpha /
 * rank) B A x}, where only A and B are trained. B starts at zero, so the layer starts as it was
 * trained.
 *
 * @param rank the rows of A and the columns of B; 0 to train W and b instead
 */
record Lora(int rank, double alpha) {

    /** The layer as it is, with trained weights. */
    static final Lora NONE = new Lora(0, 1);

    /** Returns the role of weights that come trained. */
    ParameterRole role(ParameterRole trained) {
        return rank > 0 ? ParameterRole.BUFFER : trained;
    }

    /** Returns the parameters of a layer, {@code prefix.weight} and so on. */
    List<ParameterSpec> parameters(String prefix, long in, long out, boolean adapted) {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (ParameterSpec spec :
                new DenseLayer(out, true, NamedInitialiser.GLOROT).parameters(prefix, in)) {
            parameters.add(
                    ParameterSpec.of(
                            spec.name(), spec.shape(), spec.initialiser(), role(spec.role())));
        }
        if (rank > 0 && adapted) {
            // uniform as Kaiming's initialisation with a = sqrt(5): the one of the authors' code
            float bound = (float) (1 / Math.sqrt(Math.max(1, in)));
            parameters.add(
                    ParameterSpec.weight(prefix + ".lora_a", Initialiser.uniform(bound), rank, in));
            parameters.add(
                    ParameterSpec.weight(prefix + ".lora_b", Initialiser.zeros(), out, rank));
        }
        return parameters;
    }

    /** Returns the change that is learned of a layer, if there is one. */
    List<LowRankChange> changes(String prefix) {
        return rank == 0
                ? List.of()
                : List.of(
                        new LowRankChange(
                                prefix + ".weight",
                                prefix + ".lora_a",
                                prefix + ".lora_b",
                                alpha / rank));
    }

    /** Computes {@code (…, out)} from {@code (…, in)}. */
    NDArray apply(NDArray values, Pass layer, boolean adapted) {
        NDArray base = DenseLayer.applyBiased(values, layer);
        if (rank == 0 || !adapted) {
            return base;
        }
        NDArray narrow = Linear.linear(values, layer.parameter("lora_a"), null).head();
        NDArray wide = Linear.linear(narrow, layer.parameter("lora_b"), null).head();
        return base.add(wide.mul((float) (alpha / rank)));
    }
}
