// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.weights.ForeignTensor;
import dev.sora.core.weights.ForeignWeights;
import dev.sora.particle.ParameterSpec;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Fills parameters with weights of another program. */
final class ForeignStart {

    private static final int SHOWN = 6;

    private ForeignStart() {}

    /**
     * Overwrites initial values. Shapes have been compared.
     *
     * @throws DataException if a weight is not a finite number, from which nothing can be learned
     */
    static void fill(ForeignWeights file, ParameterSpec spec, float[] values) {
        ForeignTensor tensor = file.weights().get(spec.name());
        if (tensor == null) {
            return;
        }
        float[] from = tensor.values().get();
        for (int i = 0; i < from.length; i++) {
            if (!Float.isFinite(from[i])) {
                throw new DataException(
                        Problem.of("SORA-4583", "a weight in the file is not a finite number")
                                .where(file.path().toString())
                                .have("%s: %s".formatted(tensor.name(), from[i]))
                                .fix("use another file: this one is broken"));
            }
        }
        System.arraycopy(from, 0, values, 0, values.length);
    }

    /** Reports the tensors of the file that no parameter starts from. */
    static void tell(FittedGraph graph, String name, ForeignWeights file, RunListener listener) {
        List<String> unused = new ArrayList<>(file.unused());
        Set<String> known =
                graph.plan().nodes().stream()
                        .filter(node -> node.name().equals(name))
                        .map(Node.class::cast)
                        .flatMap(node -> graph.parameters(node).stream())
                        .map(ParameterSpec::name)
                        .collect(Collectors.toSet());
        file.weights().entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .forEach(entry -> unused.add(entry.getValue().name()));
        if (!unused.isEmpty()) {
            listener.on(
                    new RunEvent.Warned(
                            name,
                            "%d tensors of %s are not used: %s%s"
                                    .formatted(
                                            unused.size(),
                                            file.name(),
                                            String.join(
                                                    ", ",
                                                    unused.subList(
                                                            0, Math.min(SHOWN, unused.size()))),
                                            unused.size() > SHOWN ? ", …" : "")));
        }
    }
}
