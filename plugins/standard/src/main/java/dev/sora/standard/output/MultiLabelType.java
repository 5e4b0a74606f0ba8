// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.ColumnType;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.standard.metric.LabelsOutcome;
import java.util.List;

/** The type {@code multi-label}. */
final class MultiLabelType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "Column that holds the labels: a list of them, a text with a separator"
                                    + " between them, or nested values.",
                            ColumnType.TEXT,
                            ColumnType.TEXTS,
                            ColumnType.IDENTIFIERS,
                            ColumnType.INTEGER,
                            ColumnType.NUMBER,
                            ColumnType.BOOLEAN,
                            ColumnType.NESTED)
                    .required();
    private static final Setting<String> SEPARATOR =
            Setting.string(
                            "separator",
                            "The separator between the labels of a string; elements of a list"
                                    + " are not"
                                    + " divided.")
                    .orElse(",");
    private static final Setting<String> KEY =
            Setting.string("key", "Where a nested value holds its label.").orElse("label");
    private static final Setting<List<String>> LABELS =
            Setting.strings(
                    "labels",
                    "The labels in their order; by default those that the training data has.");
    private static final Setting<Boolean> HEAD =
            Setting.bool(
                            "head",
                            "Whether a fully connected layer makes a score for each label; if"
                                    + " false, the signal is the scores.")
                    .orElse(true);
    private static final Setting<Double> THRESHOLD =
            Setting.number("threshold", "Probability from which a record has a label.")
                    .above(0)
                    .below(1)
                    .orElse(0.5);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "multi-label",
                "Decides for each label whether a record has it; a record has any number.",
                COLUMN,
                SEPARATOR,
                KEY,
                LABELS,
                HEAD,
                THRESHOLD);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return LabelsOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("f1_micro", "f1_macro", "exact_match");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new MultiLabel(
                new LabelColumn(settings.get(COLUMN), settings.get(SEPARATOR), settings.get(KEY)),
                LabelName.listed(settings.find(LABELS).orElse(List.of())),
                settings.get(HEAD),
                settings.get(THRESHOLD));
    }
}
