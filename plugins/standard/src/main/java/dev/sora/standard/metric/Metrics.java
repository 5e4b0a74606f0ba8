// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** The metric types of this plugin for classes and numbers. */
public final class Metrics {

    private static final Setting<String> AVERAGE =
            Setting.choice(
                            "average",
                            "How the classes' values become one: macro counts classes alike,"
                                    + " weighted by their records, micro all records together. A"
                                    + " class that no record is of and that is never predicted is"
                                    + " left out; one of which only the divisor is 0 counts as 0.",
                            List.of("macro", "micro", "weighted"))
                    .orElse("macro");
    private static final Setting<Long> K =
            Setting.integer("k", "Among how many classes the right one must be.")
                    .atLeast(1)
                    .orElse(5L);

    private static final Setting<Long> BINS =
            Setting.integer("bins", "Number of bins.").atLeast(1).atMost(1000).orElse(10L);

    private Metrics() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                ofClasses(
                        "accuracy",
                        "Share of the records whose answer is the right class: the most probable"
                                + " one, of equally probable ones the first, or what the threshold"
                                + " of the output says.",
                        TopK::accuracy),
                byClass(
                        "precision",
                        "Share of the records predicted as a class that belong to it.",
                        ClassScore.Formula.PRECISION),
                byClass(
                        "recall",
                        "Share of the records of a class that are predicted as it.",
                        ClassScore.Formula.RECALL),
                byClass("f1", "Harmonic mean of precision and recall.", ClassScore.Formula.F1),
                ofClasses(
                        "roc_auc",
                        "Probability that a record of a class scores higher for it than one that"
                                + " is not, ties counting half, averaged over the classes that have"
                                + " records and are not all records. Probabilities that round to 0"
                                + " or 1 are told apart. Beyond 16,777,216 scores (one a record of"
                                + " two classes, else one a class) it is estimated from a uniform"
                                + " sample of the records.",
                        RocAuc::new),
                ofClasses(
                        "pr_auc",
                        "Area under the curve of precision and recall, as the average precision"
                                + " sum of (r_n - r_(n-1)) p_n without interpolation: of two"
                                + " classes that of the positive one, otherwise averaged over the"
                                + " classes that have records. Beyond 16,777,216 scores it is"
                                + " estimated from a uniform sample of the records.",
                        AveragePrecision::new),
                rate(
                        "sensitivity",
                        "Share of the positive records that are found; of more than two classes,"
                                + " the mean of each against the others.",
                        ClassRate.Formula.SENSITIVITY),
                rate(
                        "specificity",
                        "Share of the other records that are not taken for positive; of more than"
                                + " two classes, the mean of each against the others.",
                        ClassRate.Formula.SPECIFICITY),
                rate(
                        "ppv",
                        "Positive predictive value: share of the positive answers that are right. It"
                                + " depends on how frequent the class is in the data.",
                        ClassRate.Formula.PPV),
                rate(
                        "npv",
                        "Negative predictive value: share of the negative answers that are right. It"
                                + " depends on how frequent the class is in the data.",
                        ClassRate.Formula.NPV),
                new Offer<>(
                        TypeDescriptor.of(
                                "ece",
                                "Expected calibration error: mean difference between the probability"
                                        + " of the most probable class and how often it is right,"
                                        + " over bins of the probability of equal width, weighted by"
                                        + " their records.",
                                BINS),
                        ClassOutcome.class,
                        false,
                        settings -> new CalibrationError(settings.get(BINS).intValue())),
                ofClasses(
                        "selective_coverage",
                        "Share of the records with an answer, where the output abstains below a"
                                + " probability.",
                        () -> new Selective(true)),
                ofClasses(
                        "selective_accuracy",
                        "Share of the answers that are right, where the output abstains below a"
                                + " probability.",
                        () -> new Selective(false)),
                new Offer<>(
                        TypeDescriptor.of(
                                "top_k",
                                "Share of the records whose class is among the k most probable; of"
                                        + " equally probable ones the first count.",
                                K),
                        ClassOutcome.class,
                        true,
                        settings -> new TopK(settings.get(K).intValue())),
                ofClasses(
                        "top_3",
                        "Share of the records whose class is among the 3 most probable.",
                        () -> new TopK(3)),
                ofClasses(
                        "top_5",
                        "Share of the records whose class is among the 5 most probable.",
                        () -> new TopK(5)),
                new Offer<>(
                        TypeDescriptor.of(
                                "confusion_matrix",
                                "Number of records of each class that are predicted as each"
                                        + " class; at most 2,000 classes."),
                        ClassOutcome.class,
                        true,
                        false,
                        settings -> new ConfusionMatrix()),
                new Offer<>(
                        TypeDescriptor.of(
                                "log_loss",
                                "Mean negative logarithm of the right class's probability. A"
                                        + " probability of 0 counts as 1.4e-45 where nothing finer"
                                        + " is known."),
                        ClassOutcome.class,
                        false,
                        settings -> new LogLoss()),
                error("mse", "Mean squared error.", NumberError.Kind.MSE),
                error("mae", "Mean absolute error.", NumberError.Kind.MAE),
                error("rmse", "Root of the mean squared error.", NumberError.Kind.RMSE),
                new Offer<>(
                        TypeDescriptor.of(
                                "r2",
                                "Share of the targets' variance explained, 1 - sum of (p - t)^2 /"
                                        + " sum of (t - mean t)^2; not defined where all targets"
                                        + " are equal."),
                        NumberOutcome.class,
                        true,
                        settings -> new RSquared()));
    }

    private static Offer<ClassOutcome> ofClasses(
            String name, String summary, Supplier<Metric<ClassOutcome>> constructor) {
        return new Offer<>(
                TypeDescriptor.of(name, summary),
                ClassOutcome.class,
                true,
                settings -> constructor.get());
    }

    private static Offer<ClassOutcome> byClass(
            String name, String summary, ClassScore.Formula formula) {
        return new Offer<>(
                TypeDescriptor.of(name, summary, AVERAGE),
                ClassOutcome.class,
                true,
                settings ->
                        new ClassScore(
                                formula,
                                ClassScore.Average.valueOf(
                                        settings.get(AVERAGE).toUpperCase(Locale.ROOT))));
    }

    private static Offer<ClassOutcome> rate(
            String name, String summary, ClassRate.Formula formula) {
        return ofClasses(name, summary, () -> new ClassRate(formula));
    }

    private static Offer<NumberOutcome> error(String name, String summary, NumberError.Kind kind) {
        return new Offer<>(
                TypeDescriptor.of(name, summary),
                NumberOutcome.class,
                false,
                settings -> new NumberError(kind));
    }

    /** A type from a descriptor, a form of outcome and a constructor. */
    private record Offer<O extends Outcome>(
            TypeDescriptor descriptor,
            Class<O> outcome,
            boolean higherIsBetter,
            boolean hasValue,
            Function<Settings, Metric<O>> constructor)
            implements MetricType<O> {

        Offer(
                TypeDescriptor descriptor,
                Class<O> outcome,
                boolean higherIsBetter,
                Function<Settings, Metric<O>> constructor) {
            this(descriptor, outcome, higherIsBetter, true, constructor);
        }

        @Override
        public Metric<O> create(Settings settings) {
            return constructor.apply(settings);
        }
    }
}
