// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.ColumnType;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType.AnyOf;
import dev.sora.setting.SettingType.Choice;
import dev.sora.setting.SettingType.IntegerType;
import dev.sora.setting.SettingType.ListOf;
import dev.sora.setting.SettingType.MapOf;
import dev.sora.setting.SettingType.NumberType;
import dev.sora.setting.SettingType.StringType;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The type {@code classification}. */
final class ClassificationType implements OutputType {

    /** A larger number is probably a typing error, and such a head exceeds any memory. */
    private static final long MAX_CLASSES = 1_000_000;

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "Column that holds the label.",
                            ColumnType.TEXT,
                            ColumnType.INTEGER,
                            ColumnType.NUMBER,
                            ColumnType.BOOLEAN)
                    .required();
    private static final Setting<Object> CLASSES =
            Setting.of(
                    "classes",
                    "The classes in their order, or how many there are; by default those that the"
                            + " training data has.",
                    new AnyOf(
                            List.of(
                                    new IntegerType(
                                            OptionalLong.of(2), OptionalLong.of(MAX_CLASSES)),
                                    new ListOf(new StringType(), OptionalInt.empty()))),
                    Object.class);
    private static final Setting<Boolean> HEAD =
            Setting.bool(
                            "head",
                            "Whether a fully connected layer makes a score for each class; if"
                                    + " false, the signal is the scores.")
                    .orElse(true);
    private static final Setting<String> LOSS =
            Setting.choice(
                            "loss",
                            "What training minimises; focal weighs down the records that are right"
                                    + " already.",
                            List.of("cross_entropy", "focal"))
                    .orElse("cross_entropy");
    private static final Setting<Double> FOCAL_GAMMA =
            Setting.number("focal_gamma", "How much focal loss weighs down what is right.")
                    .atLeast(0)
                    .orElse(2.0);
    private static final Setting<Double> LABEL_SMOOTHING =
            Setting.number(
                            "label_smoothing",
                            "Share of the target that is spread evenly over all classes.")
                    .atLeast(0)
                    .below(1)
                    .orElse(0.0);
    private static final Setting<Object> CLASS_WEIGHTS =
            Setting.<Object>of(
                            "class_weights",
                            "By how much the loss of a record of each class is multiplied in"
                                    + " training: none, balanced (n / (k n_c), which averages 1),"
                                    + " or a number for each class, 1 for those not named. The sum"
                                    + " is divided by the number of records, not of weights."
                                    + " Losses of validation and test count records alike.",
                            new AnyOf(
                                    List.of(
                                            new Choice(List.of("none", "balanced")),
                                            new MapOf(
                                                    new NumberType(
                                                            OptionalDouble.of(0),
                                                            OptionalDouble.empty(),
                                                            false,
                                                            false)))),
                            Object.class)
                    .orElse("none");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "classification",
                "Decides which class a record belongs to.",
                COLUMN,
                CLASSES,
                HEAD,
                LOSS,
                FOCAL_GAMMA,
                LABEL_SMOOTHING,
                CLASS_WEIGHTS);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return ClassOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("accuracy", "precision", "recall", "f1", "roc_auc");
    }

    @Override
    public OutputParticle create(Settings settings) {
        Object classes = settings.find(CLASSES).orElse(0L);
        List<String> listed =
                classes instanceof List<?> list
                        ? LabelName.listed(list.stream().map(String::valueOf).toList())
                        : List.of();
        long count = classes instanceof Long given ? given : listed.size();
        double gamma = settings.get(LOSS).equals("focal") ? settings.get(FOCAL_GAMMA) : 0;
        return new Classification(
                settings.get(COLUMN),
                listed,
                count,
                settings.get(HEAD),
                new ClassLoss(gamma, settings.get(LABEL_SMOOTHING)),
                weighting(settings));
    }

    private static ClassWeighting weighting(Settings settings) {
        Object given = settings.get(CLASS_WEIGHTS);
        if (given instanceof Map<?, ?> map) {
            Map<String, Double> weights = new java.util.LinkedHashMap<>();
            map.forEach((name, weight) -> weights.put(LabelName.of(name), (Double) weight));
            return new ClassWeighting(false, Optional.of(weights));
        }
        return new ClassWeighting(given.equals("balanced"), Optional.empty());
    }
}
