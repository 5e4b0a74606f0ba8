// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.combiner.CombinerInputs;
import dev.sora.core.NodeValue;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes particles and combiners outside of a pipeline, to compare with tapped values. */
final class LoneParticles {

    private LoneParticles() {}

    /**
     * Asserts that the particle of each node yields its tapped value from the tapped inputs and the
     * weights in the package.
     */
    static void compare(Plan plan, Path file, Map<String, NodeValue> all) {
        Map<String, TensorData> weights = ModelPackage.read(file).weights();
        try (Workbench bench = new Workbench()) {
            for (Node node : plan.nodes()) {
                if (!all.keySet().containsAll(names(node))) {
                    continue;
                }
                List<Signal> sources = new ArrayList<>();
                for (Source source : node.from()) {
                    NodeValue value = all.get(source.node());
                    if (source.member().isPresent()) {
                        sources.add(upload(value.member(source.member().getAsInt()), bench));
                    } else {
                        for (int i = 0; i < value.count(); i++) {
                            sources.add(upload(value.member(i), bench));
                        }
                    }
                }
                for (int i = 0; i < node.count(); i++) {
                    var pass = bench.pass(false, parameters(node, i, weights, bench));
                    if (node instanceof Node.Core core) {
                        close(all, node, i, core.particle().forward(sources, pass));
                    } else if (node instanceof Node.Combine combine) {
                        close(all, node, i, combine.combiner().combine(new Joined(sources), pass));
                    }
                }
            }
        }
    }

    private static List<String> names(Node node) {
        List<String> names = new ArrayList<>(List.of(node.name()));
        node.from().forEach(source -> names.add(source.node()));
        return names;
    }

    private static Map<String, NDArray> parameters(
            Node node, int member, Map<String, TensorData> weights, Workbench bench) {
        String prefix =
                node.count() > 1 ? "%s[%d].".formatted(node.name(), member) : node.name() + ".";
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        weights.forEach(
                (name, tensor) -> {
                    if (name.startsWith(prefix)) {
                        long[] shape = tensor.shape().stream().mapToLong(d -> d).toArray();
                        parameters.put(
                                name.substring(prefix.length()),
                                bench.manager().create(tensor.toFloats(), new Shape(shape)));
                    }
                });
        return parameters;
    }

    private static Signal upload(NodeValue value, Workbench bench) {
        Map<String, HostTensor> parts = value.members().get(0);
        Signal signal = Signal.of(upload(parts.get(Signal.VALUES), bench));
        for (Map.Entry<String, HostTensor> part : parts.entrySet()) {
            signal = signal.with(part.getKey(), upload(part.getValue(), bench));
        }
        return signal;
    }

    private static NDArray upload(HostTensor tensor, Workbench bench) {
        return bench.upload(List.of(tensor)).head();
    }

    private static void close(Map<String, NodeValue> all, Node node, int member, Signal alone) {
        NodeValue tapped = all.get(node.name()).member(member);
        assertThat(tapped.members().get(0).keySet()).isEqualTo(alone.parts().keySet());
        assertThat(tapped.values().shape()).isEqualTo(alone.values().getShape());
        assertThat(tapped.floats())
                .as(node.name())
                .containsExactly(alone.values().toFloatArray(), within(1e-4f));
    }

    private record Joined(List<Signal> each) implements CombinerInputs {

        @Override
        public int count() {
            return each.size();
        }

        @Override
        public NDArray stacked() {
            NDList values = new NDList();
            each.forEach(signal -> values.add(signal.values()));
            return NDArrays.stack(values, 1);
        }
    }
}
