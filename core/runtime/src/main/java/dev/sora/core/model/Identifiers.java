// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.Identifier;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.host.Catalogue;
import dev.sora.core.index.VectorIndexes;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Node;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.particle.Identification;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The outputs of a model whose predictions are vectors that identify records. */
final class Identifiers {

    private final Path file;
    private final String digest;
    private final Map<String, Identification> outputs;
    private final Metrics<Double> metrics;
    private final VectorIndexes indexes;

    private Identifiers(
            Path file,
            String digest,
            Map<String, Identification> outputs,
            Metrics<Double> metrics,
            VectorIndexes indexes) {
        this.file = file;
        this.digest = digest;
        this.outputs = outputs;
        this.metrics = metrics;
        this.indexes = indexes;
    }

    /**
     * Finds the outputs of a model that still has its weights.
     *
     * @param catalogue the types that arrange and search vectors
     */
    static Identifiers of(LoadedModel model, Catalogue catalogue) {
        Map<String, Identification> outputs = new LinkedHashMap<>();
        for (Node.Output output : model.plan().nodes(Node.Output.class)) {
            PluginWork.call(
                            model.plan(),
                            output.planned(),
                            "reported how '%s' identifies records".formatted(output.name()),
                            output.particle()::identification)
                    .ifPresent(how -> outputs.put(output.name(), how));
        }
        return new Identifiers(
                model.file(),
                outputs.isEmpty() ? "" : model.contents().digest(),
                outputs,
                model.contents().metrics(),
                new VectorIndexes(catalogue));
    }

    /**
     * Returns an identifier.
     *
     * @param wanted the output; the only one if absent
     */
    Identifier of(Optional<String> wanted) {
        String name =
                wanted.filter(outputs::containsKey)
                        .or(
                                () ->
                                        wanted.isEmpty() && outputs.size() == 1
                                                ? outputs.keySet().stream().findFirst()
                                                : Optional.empty())
                        .orElseThrow(() -> none(wanted));
        Identification how = outputs.get(name);
        Double threshold = metrics.of("validation", name).get(how.threshold());
        return new Identifier(
                digest,
                name,
                how,
                threshold == null || threshold.isNaN()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(threshold),
                indexes);
    }

    private SoraException none(Optional<String> wanted) {
        String names = String.join(", ", outputs.keySet());
        return new SoraException(
                Problem.of(
                                "SORA-4917",
                                wanted.isPresent()
                                        ? "the output '%s' does not identify records"
                                                .formatted(wanted.get())
                                        : outputs.isEmpty()
                                                ? "no output of the model identifies records"
                                                : "several outputs of the model identify records")
                        .where(file.toString())
                        .needs("an output whose vectors are compared, such as 'embedding'")
                        .have(names.isEmpty() ? "none" : names)
                        .fix(
                                outputs.isEmpty()
                                        ? "use a model with such an output"
                                        : "name one of these: --of "
                                                + outputs.keySet().iterator().next()));
    }
}
