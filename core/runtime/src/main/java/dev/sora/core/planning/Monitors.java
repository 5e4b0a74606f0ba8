// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node.NamedMetric;
import dev.sora.core.planning.graph.NodeDefinition;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.particle.OutputType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics that early stopping can monitor: {@code loss}; with validation data also {@code
 * val_loss} and each metric with the prefix {@code val_}. With several outputs a metric is
 * qualified, such as {@code digit.accuracy}.
 */
final class Monitors {

    private static final String PREFIX = "val_";
    private static final String PATH = "training.early_stopping.monitor";

    private final List<Monitor> metrics = new ArrayList<>();
    private final boolean validated;
    private final boolean complete;
    private final PlanProblems problems;

    /**
     * Collects the metrics that can be monitored.
     *
     * @param validated whether there is validation data
     * @param complete whether all outputs and their metrics could be read
     */
    Monitors(
            Collection<NodeDefinition> drafts,
            boolean validated,
            boolean complete,
            PlanProblems problems) {
        this.validated = validated;
        this.complete = complete;
        this.problems = problems;
        List<NodeDefinition> outputs = drafts.stream().filter(d -> d.is(OutputType.KIND)).toList();
        metrics.add(new Monitor("loss", "loss", false));
        for (NodeDefinition output : outputs) {
            if (outputs.size() > 1) {
                String loss = output.name() + ".loss";
                metrics.add(new Monitor(loss, loss, false));
            }
            for (NamedMetric metric : output.output().metrics()) {
                if (!metric.planned().type().hasValue()) {
                    continue;
                }
                String full = output.name() + "." + metric.name();
                String name = outputs.size() == 1 ? metric.name() : full;
                metrics.add(new Monitor(name, full, metric.planned().type().higherIsBetter()));
            }
        }
    }

    /**
     * A metric that can be monitored.
     *
     * @param name the name under which a run reports it
     * @param fullName its name qualified by that of its output
     * @param higherIsBetter its direction
     */
    record Monitor(String name, String fullName, boolean higherIsBetter) {}

    /** Finds a metric by its name, or adds a problem if it cannot be monitored. */
    Optional<Monitor> find(Optional<String> wanted) {
        String text = wanted.orElse(validated ? PREFIX + "loss" : "loss");
        boolean validation = text.startsWith(PREFIX);
        String name = validation ? text.substring(PREFIX.length()) : text;
        Optional<Monitor> figure =
                metrics.stream()
                        .filter(f -> f.name().equals(name) || f.fullName().equals(name))
                        .findFirst();
        if (figure.isPresent() && validation && !validated) {
            problems.at(
                    PATH,
                    ManifestCode.MONITOR_DATA
                            .problem(
                                    "there is no validation data to compute '%s' on"
                                            .formatted(text))
                            .needs("data.validation")
                            .fix(validation() + ", or monitor 'loss'"));
            return Optional.empty();
        }
        boolean known = figure.isPresent() && (validation || name.equals("loss"));
        if (!known) {
            if (complete) {
                unknown(text);
            }
            return Optional.empty();
        }
        Monitor found = figure.get();
        return Optional.of(
                validation
                        ? new Monitor(
                                PREFIX + found.name(), found.fullName(), found.higherIsBetter())
                        : found);
    }

    private void unknown(String text) {
        List<String> names = new ArrayList<>();
        names.add("loss");
        metrics.forEach(f -> names.add(PREFIX + f.name()));
        String end = "." + (text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        Stream<String> with =
                names.contains(PREFIX + text) ? Stream.of(PREFIX + text) : Stream.empty();
        String whole =
                Stream.concat(with, names.stream().filter(name -> name.endsWith(end)))
                        .map(name -> "'" + name + "'")
                        .distinct()
                        .collect(Collectors.joining(" or "));
        problems.at(
                PATH,
                ManifestCode.MONITOR
                        .problem("no metric is called '%s'".formatted(text))
                        .have(String.join(", ", validated ? names : List.of("loss")))
                        .fix(
                                !whole.isEmpty()
                                        ? validated
                                                ? "did you mean %s?".formatted(whole)
                                                : "monitor 'loss'; or %s, and monitor %s"
                                                        .formatted(validation(), whole)
                                        : problems.didYouMean(
                                                text,
                                                validated ? names : List.of("loss"),
                                                validated
                                                        ? "monitor one of these"
                                                        : "monitor 'loss', or " + validation())));
    }

    private String validation() {
        return problems.give("data.validation", "validation: {fraction: 0.1}") + " below 'data'";
    }
}
