// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.plan.Plan;
import dev.sora.launcher.show.DataLines;
import dev.sora.launcher.show.MetricTables;
import dev.sora.launcher.show.RunDisplay;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Tree;
import dev.sora.launcher.show.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code sora train} says at the end of a training, as JSON and as text. */
final class TrainingText {

    private TrainingText() {}

    static Map<String, Object> tree(
            Plan plan, Path folder, TrainingResult result, RunDisplay display, Duration took) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plan.name());
        tree.put("seed", plan.seed());
        tree.put("out", folder.toString());
        tree.put("model", result.model().toString());
        tree.put("seconds", took.toMillis() / 1000.0);
        display.parameters().ifPresent(count -> tree.put("parameters", count));
        tree.put("metrics", result.metrics().tree());
        if (!display.warnings().isEmpty()) {
            tree.put("warnings", display.warnings());
        }
        display.data().ifPresent(data -> tree.put("data", DataLines.tree(data)));
        if (!display.passedOver().isEmpty()) {
            tree.put("not_read", Tree.passedOver(display.passedOver()));
        }
        if (!display.unknown().isEmpty()) {
            tree.put("unknown", Tree.unknown(display.unknown()));
        }
        Map<String, ?> notes = MetricTables.notesTree(display.results());
        if (!notes.isEmpty()) {
            tree.put("notes", notes);
        }
        tree.put("files", result.files().stream().map(Path::toString).toList());
        return tree;
    }

    static String text(Session session, TrainingResult result, RunDisplay display, Duration took)
            throws IOException {
        boolean colour = session.output().colour();
        StringBuilder text = new StringBuilder("\n");
        text.append(MetricTables.summary(result.metrics(), colour)).append("\n\n");
        String byClass = MetricTables.byClass(display.results(), colour);
        if (!byClass.isEmpty()) {
            text.append(byClass).append("\n\n");
        }
        String notes = MetricTables.notes(display.results());
        if (!notes.isEmpty()) {
            text.append(notes).append("\n\n");
        }
        Table files = new Table("", ">");
        for (Path file : result.files()) {
            if (Files.isRegularFile(file)) {
                files.row(file.toString(), Words.size(Files.size(file)));
            }
        }
        text.append(files.render(colour)).append("\n\n");
        return text.append("done in ").append(Words.span(took)).toString();
    }
}
