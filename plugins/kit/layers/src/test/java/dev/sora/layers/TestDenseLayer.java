// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestDenseLayer {

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void severalLayersHaveParametersOfTheirOwn() {
        DenseLayer hidden = new DenseLayer(3, true, NamedInitialiser.HE);
        DenseLayer last = new DenseLayer(2, false, NamedInitialiser.GLOROT);
        List<ParameterSpec> specs = new ArrayList<>(hidden.parameters("hidden", 4));
        specs.addAll(last.parameters("last", 3));
        Map<String, NDArray> parameters =
                bench.parameters(ParticlePlan.of(SignalSpec.floats(2), specs));
        Pass pass = bench.pass(false, parameters);

        NDArray rows = bench.numbers(5, 4);
        NDArray inner = Activation.RELU.apply(hidden.apply(rows, pass.within("hidden")));
        NDArray result = last.apply(inner, pass.within("last"));

        assertThat(parameters).containsOnlyKeys("hidden.weight", "hidden.bias", "last.weight");
        NDArray byHand =
                rows.matMul(parameters.get("hidden.weight").transpose())
                        .add(parameters.get("hidden.bias"))
                        .maximum(0)
                        .matMul(parameters.get("last.weight").transpose());
        assertThat(result.toFloatArray()).containsExactly(byHand.toFloatArray(), within(1e-5f));
    }

    @Test
    void severalLayersOfOneInputAreOneProduct() {
        DenseLayer layer = new DenseLayer(3, true, NamedInitialiser.NORMAL);
        NDArray weight = bench.numbers(2, 3, 4);
        NDArray bias = bench.numbers(2, 3);
        NDArray rows = bench.numbers(5, 4);

        NDArray together =
                layer.applyAll(rows, bench.pass(false, Map.of("weight", weight, "bias", bias)), 2);

        NDList members = new NDList();
        for (int i = 0; i < 2; i++) {
            Map<String, NDArray> own = Map.of("weight", weight.get(i), "bias", bias.get(i));
            members.add(layer.apply(rows, bench.pass(false, own)));
        }
        assertThat(together.getShape()).isEqualTo(new Shape(5, 2, 3));
        assertThat(together.toFloatArray())
                .containsExactly(NDArrays.stack(members, 1).toFloatArray(), within(1e-5f));
    }
}
