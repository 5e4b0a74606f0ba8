// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.ColumnType;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType.AnyOf;
import dev.sora.setting.SettingType.BooleanType;
import dev.sora.setting.SettingType.Choice;
import dev.sora.setting.SettingType.Group;
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

    private static final Setting<Object> POSITIVE =
            Setting.of(
                    "positive",
                    "The positive one of two classes, which 'threshold' and rates such as"
                            + " sensitivity refer to; by default the second.",
                    new AnyOf(
                            List.of(
                                    new StringType(),
                                    new IntegerType(OptionalLong.empty(), OptionalLong.empty()),
                                    new BooleanType())),
                    Object.class);
    private static final Setting<Double> SENSITIVITY =
            Setting.number("sensitivity", "Least share of the positive records that are found.")
                    .above(0)
                    .atMost(1);
    private static final Setting<Double> SPECIFICITY =
            Setting.number("specificity", "Least share of the other records that are left alone.")
                    .above(0)
                    .atMost(1);
    private static final Setting<Settings> AT_LEAST =
            Setting.group(
                    "at_least",
                    "The rate that the threshold must reach on the validation data.",
                    List.of(SENSITIVITY, SPECIFICITY));
    private static final Setting<Object> THRESHOLD =
            Setting.of(
                    "threshold",
                    "Least probability of the positive one of two classes with which it is the"
                            + " answer: a number; or chosen on the validation data: 'youden' for the"
                            + " greatest sum of sensitivity and specificity, or {at_least:"
                            + " {sensitivity: 0.95}} for the greatest specificity with at least this"
                            + " sensitivity (or the other way round). By default the most probable"
                            + " class is the answer.",
                    new AnyOf(
                            List.of(
                                    new NumberType(
                                            OptionalDouble.of(0), OptionalDouble.of(1), true, true),
                                    new Choice(List.of("youden")),
                                    new Group(List.of(AT_LEAST)))),
                    Object.class);
    private static final Setting<String> CALIBRATION =
            Setting.choice(
                            "calibration",
                            "'temperature' divides the scores by a number that is fitted on the"
                                    + " validation data after training, so that probabilities are"
                                    + " as often right as they say.",
                            List.of("none", "temperature"))
                    .orElse("none");
    private static final Setting<Double> ABSTAIN_BELOW =
            Setting.number(
                            "abstain_below",
                            "Least probability of an answer: below it no label is given. Metrics"
                                    + " count the label that it would give; selective_coverage and"
                                    + " selective_accuracy count the rest.")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.0);

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
                CLASS_WEIGHTS,
                POSITIVE,
                THRESHOLD,
                CALIBRATION,
                ABSTAIN_BELOW);
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
                weighting(settings),
                rule(settings));
    }

    private static AnswerRule rule(Settings settings) {
        return new AnswerRule(
                settings.find(POSITIVE).map(LabelName::of),
                settings.find(THRESHOLD).map(ClassificationType::threshold),
                settings.get(CALIBRATION).equals("temperature"),
                settings.get(ABSTAIN_BELOW));
    }

    private static ThresholdRule threshold(Object given) {
        if (given instanceof Double number) {
            return new ThresholdRule(Optional.of(number), Optional.empty(), Optional.empty());
        }
        if (!(given instanceof Settings chosen)) {
            return ThresholdRule.YOUDEN;
        }
        Optional<Settings> least = chosen.find(AT_LEAST);
        Optional<Double> sensitivity = least.flatMap(rates -> rates.find(SENSITIVITY));
        Optional<Double> specificity = least.flatMap(rates -> rates.find(SPECIFICITY));
        if (sensitivity.isPresent() == specificity.isPresent()) {
            throw new SoraException(
                    Problem.of("SORA-4314", "'at_least' of 'threshold' names not exactly one rate")
                            .needs("'sensitivity' or 'specificity'")
                            .have(sensitivity.isPresent() ? "both" : "none")
                            .fix(
                                    "name one rate; the threshold is the one with the greatest other"
                                            + " rate"));
        }
        return new ThresholdRule(Optional.empty(), sensitivity, specificity);
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
