// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Fields;
import dev.sora.core.packaging.Progress.Best;
import dev.sora.core.packaging.Progress.Partial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Converts progress to a tree and back. */
final class ProgressTree {

    private ProgressTree() {}

    static Map<String, Object> write(Progress progress) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("form", progress.form());
        tree.put("epochs", progress.epochs());
        tree.put("epoch", progress.epoch());
        tree.put("step", progress.step());
        progress.partial().ifPresent(partial -> tree.put("partial", write(partial)));
        tree.put("seed", progress.seed());
        tree.put("identity", progress.identity());
        if (!progress.groups().isEmpty()) {
            tree.put("groups", progress.groups());
        }
        tree.put("pins", progress.pins());
        tree.put("data", progress.data());
        tree.put("records", progress.records());
        progress.best().ifPresent(best -> tree.put("best", write(best)));
        tree.put("since_best", progress.sinceBest());
        tree.put("history", progress.history().stream().map(ProgressTree::write).toList());
        return tree;
    }

    static Progress read(Map<String, Object> tree, String where) {
        Fields fields = new Fields(tree, where);
        return new Progress(
                fields.has("form") ? fields.count("form") : 1,
                fields.has("epochs") ? fields.count("epochs") : 0,
                fields.count("epoch"),
                fields.whole("step"),
                fields.has("partial")
                        ? Optional.of(partial(fields.object("partial")))
                        : Optional.empty(),
                fields.whole("seed"),
                fields.text("identity"),
                fields.has("groups") ? fields.text("groups") : "",
                fields.has("pins") ? fields.text("pins") : "",
                fields.has("data") ? fields.text("data") : "",
                fields.has("records") ? fields.text("records") : "",
                fields.has("best") ? Optional.of(best(fields.object("best"))) : Optional.empty(),
                fields.count("since_best"),
                fields.objects("history").stream().map(ProgressTree::row).toList());
    }

    private static Map<String, Object> write(Partial partial) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("steps", partial.steps());
        tree.put("losses", partial.losses());
        tree.put("records", partial.records());
        tree.put("seconds", partial.seconds());
        return tree;
    }

    private static Partial partial(Fields fields) {
        return new Partial(
                fields.whole("steps"),
                fields.object("losses").numbers(),
                fields.whole("records"),
                fields.number("seconds"));
    }

    private static Map<String, Object> write(Best best) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("epoch", best.epoch());
        tree.put("value", best.value());
        return tree;
    }

    private static Best best(Fields fields) {
        return new Best(fields.count("epoch"), fields.number("value"));
    }

    private static Map<String, Object> write(EpochMetrics row) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("epoch", row.epoch());
        tree.put("metrics", row.metrics());
        tree.put("learning_rate", row.learningRate());
        tree.put("seconds", row.seconds());
        tree.put("samples_per_second", row.samplesPerSecond());
        return tree;
    }

    private static EpochMetrics row(Fields fields) {
        return new EpochMetrics(
                fields.count("epoch"),
                fields.object("metrics").numbers(),
                fields.number("learning_rate"),
                fields.number("seconds"),
                fields.number("samples_per_second"));
    }
}
