// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.metrics.Metrics;
import dev.sora.launcher.show.MetricTables;
import dev.sora.launcher.show.RunDisplay;
import dev.sora.launcher.show.Tree;
import dev.sora.metric.MetricResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evaluates a model package. */
@Command(
        name = "evaluate",
        header = "Score a model package.",
        description = {
            "",
            "On the test data that the package's manifest names, or on another data source with the"
                    + " same columns.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora evaluate runs/digits-1/model.sora",
            "  sora evaluate model.sora --data other.yaml --json",
            "where other.yaml holds one data source:",
            "  {type: idx, images: images.gz, labels: labels.gz}"
        })
public final class EvaluateVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "MODEL", description = "The model package, model.sora.")
    private Path model;

    @Option(
            names = "--data",
            paramLabel = "SOURCE.yaml",
            description = "A file with one data source; the package's test data if not given.")
    private Path data;

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) {
        session.warn(session.backend().host());
        RunDisplay display = session.display();
        Metrics<MetricResult> results =
                session.backend().sora().evaluate(model, Optional.ofNullable(data), display);
        Metrics<Double> metrics = FlatMetrics.numbers(results);
        if (json.asked()) {
            Map<String, Object> tree = new LinkedHashMap<>(metrics.tree());
            tree.put("details", MetricTables.details(results));
            if (!display.passedOver().isEmpty()) {
                tree.put("not_read", Tree.passedOver(display.passedOver()));
            }
            if (!display.unknown().isEmpty()) {
                tree.put("unknown", Tree.unknown(display.unknown()));
            }
            Map<String, ?> notes = MetricTables.notesTree(results);
            if (!notes.isEmpty()) {
                tree.put("notes", notes);
            }
            session.json(tree);
            return 0;
        }
        boolean colour = session.output().colour();
        session.print(MetricTables.summary(metrics, colour));
        String byClass = MetricTables.byClass(results, colour);
        if (!byClass.isEmpty()) {
            session.print("\n" + byClass);
        }
        String notes = MetricTables.notes(results);
        if (!notes.isEmpty()) {
            session.print("\n" + notes);
        }
        return 0;
    }
}
