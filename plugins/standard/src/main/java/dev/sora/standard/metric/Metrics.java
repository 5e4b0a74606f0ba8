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

    private Metrics() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                ofClasses(
                        "accuracy",
                        "Share of the records whose most probable class is the right one; of equally"
                                + " probable ones the first counts.",
                        () -> new TopK(1)),
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
