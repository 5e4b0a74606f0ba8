// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.Description;
import dev.sora.core.profile.ImageProfile;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.TextProfile;
import dev.sora.core.profile.ValueCount;
import dev.sora.launcher.show.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a description as a tree for {@code --json}; docs/describe.md lists the keys. */
public final class DescriptionTree {

    private static final int FREQUENT = 20;

    private DescriptionTree() {}

    /** Returns the tree of a description. */
    public static Map<String, Object> of(
            Description described, List<Finding> findings, List<Target> targets) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, Object> parts = new LinkedHashMap<>();
        described.parts().forEach(part -> parts.put(part.name(), part(part)));
        tree.put("parts", parts);
        tree.put("targets", targets.stream().map(DescriptionTree::target).toList());
        tree.put("findings", findings(findings));
        return tree;
    }

    /** Returns findings as a list of trees. */
    public static List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream().map(DescriptionTree::finding).toList();
    }

    private static Map<String, Object> part(Description.Part part) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("source", part.source());
        tree.put("records", part.profile().records());
        tree.put("whole", part.whole());
        tree.put("broken", part.broken());
        if (!part.problems().isEmpty()) {
            tree.put("problems", Tree.problems(part.problems()));
        }
        if (!part.passedOver().isEmpty()) {
            tree.put("not_read", Tree.passedOver(Map.of("files", part.passedOver())).get("files"));
        }
        tree.put("duplicates", part.profile().duplicates());
        tree.put("duplicates_exact", part.profile().exact());
        tree.put(
                "columns", part.profile().columns().stream().map(DescriptionTree::column).toList());
        return tree;
    }

    private static Map<String, Object> target(Target target) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("column", target.column().name());
        tree.put("kind", target.classes() ? "classes" : "number");
        return tree;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("finding", finding.kind());
        tree.put("columns", finding.columns());
        tree.put("message", finding.message());
        if (!finding.fix().isEmpty()) {
            tree.put("fix", finding.fix());
        }
        return tree;
    }

    private static Map<String, Object> column(ColumnProfile column) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", column.name());
        tree.put("type", column.type().name().toLowerCase(Locale.ROOT));
        tree.put("holds", column.meaning().name().toLowerCase(Locale.ROOT));
        tree.put("role", Role.of(column).word());
        tree.put("count", column.present());
        tree.put("missing", column.missing());
        tree.put("missing_share", column.missingShare());
        tree.put("distinct", column.distinct());
        tree.put("distinct_exact", column.exact());
        if (!column.frequent().isEmpty()) {
            tree.put("frequent", frequent(column));
            tree.put("frequent_exact", column.off() == 0);
        }
        if (column.infinite() > 0) {
            tree.put("infinite", column.infinite());
        }
        column.numbers().ifPresent(numbers -> tree.put("numbers", numbers(numbers)));
        column.texts().ifPresent(texts -> tree.put("texts", texts(texts)));
        column.images().ifPresent(images -> tree.put("images", images(images)));
        column.widths().ifPresent(widths -> tree.put("widths", numbers(widths)));
        if (!column.firstTime().isEmpty()) {
            tree.put("first", column.firstTime());
            tree.put("last", column.lastTime());
        }
        return tree;
    }

    private static List<Object> frequent(ColumnProfile column) {
        List<Object> values = new ArrayList<>();
        for (ValueCount value : column.frequent()) {
            if (values.size() < FREQUENT) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("value", value.value());
                entry.put("count", value.count());
                values.add(entry);
            }
        }
        return values;
    }

    private static Map<String, Object> numbers(NumberProfile numbers) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("count", numbers.count());
        tree.put("min", numbers.least());
        tree.put("max", numbers.most());
        tree.put("mean", numbers.mean());
        tree.put("deviation", numbers.deviation());
        tree.put("skewness", numbers.skewness());
        tree.put("zeros", numbers.zeros());
        tree.put("negative", numbers.negative());
        Map<String, Object> quantiles = new LinkedHashMap<>();
        for (int i = 0; i < numbers.quantiles().length; i++) {
            quantiles.put(String.valueOf(NumberProfile.SHARES.get(i)), numbers.quantiles()[i]);
        }
        tree.put("quantiles", quantiles);
        tree.put("histogram", numbers.histogram());
        tree.put("sampled", numbers.sampled());
        return tree;
    }

    private static Map<String, Object> texts(TextProfile texts) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, Object> forms = new LinkedHashMap<>();
        texts.forms().forEach((form, n) -> forms.put(form.name().toLowerCase(Locale.ROOT), n));
        tree.put("forms", forms);
        if (!texts.marks().isEmpty()) {
            tree.put("marks", texts.marks());
        }
        if (texts.padded() > 0) {
            tree.put("padded", texts.padded());
        }
        if (!texts.dateFormats().isEmpty()) {
            tree.put(
                    "date_formats",
                    texts.dateFormats().stream().map(f -> f.isEmpty() ? "ISO 8601" : f).toList());
        }
        texts.lengths().ifPresent(lengths -> tree.put("lengths", numbers(lengths)));
        texts.words().ifPresent(words -> tree.put("words", numbers(words)));
        return tree;
    }

    private static Map<String, Object> images(ImageProfile images) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("widths", numbers(images.widths()));
        tree.put("heights", numbers(images.heights()));
        tree.put("sizes", images.sizes());
        Map<String, Object> channels = new LinkedHashMap<>();
        images.channels().forEach((c, n) -> channels.put(String.valueOf(c), n));
        tree.put("channels", channels);
        tree.put("endings", images.endings());
        return tree;
    }
}
