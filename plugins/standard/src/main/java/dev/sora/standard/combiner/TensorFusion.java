// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.layers.Signals;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Products of the features of all inputs. In full (Zadeh et al., 2017), the outer product {@code
 * [P_1; 1] ⊗ … ⊗ [P_n; 1]}, which contains the inputs themselves and the products of any of them.
 * With a rank (Liu et al., 2018), a linear map of it, computed without it: {@code Y = Σ_r v_r Π_i
 * (W_ir P_i + b_ir) + c}.
 */
final class TensorFusion implements Combiner {

    private static final long MOST = 1 << 20;

    private static final Setting<Long> RANK =
            Setting.integer(
                            "rank",
                            "Rank of the map from all products to 'units'; 0 for the products"
                                    + " themselves, as many as the product of the sizes of the parts"
                                    + " plus one.")
                    .atLeast(0)
                    .atMost(1_024)
                    .orElse(0L);
    private static final Setting<Long> UNITS =
            Setting.integer("units", "With a rank: number of values that come out.")
                    .atLeast(1)
                    .orElse(64L);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "tensor-fusion",
                    "Multiplies the features of its parts, vectors of any size: all products (Zadeh"
                            + " et al., 2017), or a map of low rank (Liu et al., 2018).",
                    RANK,
                    UNITS);

    private final int rank;
    private final long units;

    TensorFusion(Settings settings) {
        this.rank = settings.get(RANK).intValue();
        this.units = settings.get(UNITS);
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        List<Long> sizes = new ArrayList<>();
        for (SignalSpec input : inputs) {
            TensorSpec values = Signals.floats(input, "tensor-fusion");
            if (values.rank() != 1) {
                throw new ShapeException(
                        "vectors for tensor-fusion", input, "put 'flatten' or 'dense' before it");
            }
            sizes.add(values.dimension(0));
        }
        return rank == 0 ? full(sizes) : low(sizes);
    }

    private static ParticlePlan full(List<Long> sizes) {
        long product = 1;
        for (long size : sizes) {
            product = size < 0 || product < 0 ? TensorSpec.UNKNOWN : product * (size + 1);
            if (product > MOST) {
                throw new ShapeException(
                        "at most %d products".formatted(MOST),
                        "parts of %s values".formatted(sizes),
                        "set 'rank', or make the parts smaller with 'dense'");
            }
        }
        return ParticlePlan.of(SignalSpec.floats(product));
    }

    private ParticlePlan low(List<Long> sizes) {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            long in = sizes.get(i);
            parameters.add(
                    ParameterSpec.weight(
                            part(i) + ".weight",
                            NamedInitialiser.GLOROT.weight(in, units),
                            rank * units,
                            in));
            // a factor of 1 first, so that no part hides the others
            parameters.add(
                    ParameterSpec.bias(part(i) + ".bias", Initialiser.constant(1), rank * units));
        }
        parameters.add(ParameterSpec.weight("share", Initialiser.constant(1.0 / rank), rank));
        parameters.add(ParameterSpec.bias("bias", Initialiser.zeros(), units));
        return ParticlePlan.of(SignalSpec.floats(units), parameters);
    }

    private static String part(int index) {
        return "part" + index;
    }

    @Override
    public Signal combine(CombinerInputs parts, Pass pass) {
        List<Signal> each = parts.each();
        NDArray joined = null;
        for (int i = 0; i < each.size(); i++) {
            NDArray own = each.get(i).values();
            if (rank == 0) {
                NDArray one = pass.manager().ones(new Shape(own.getShape().get(0), 1));
                NDArray longer = NDArrays.concat(new NDList(own, one), 1);
                joined =
                        joined == null
                                ? longer
                                : joined.expandDims(2)
                                        .batchMatMul(longer.expandDims(1))
                                        .flatten(1, 2);
            } else {
                NDArray factor = DenseLayer.applyBiased(own, pass.within(part(i)));
                joined = joined == null ? factor : joined.mul(factor);
            }
        }
        if (rank == 0) {
            return Signal.of(joined);
        }
        NDArray share = pass.parameter("share").reshape(1, rank, 1);
        NDArray sum = joined.reshape(new Shape(-1, rank, units)).mul(share).sum(new int[] {1});
        return Signal.of(sum.add(pass.parameter("bias")));
    }
}
