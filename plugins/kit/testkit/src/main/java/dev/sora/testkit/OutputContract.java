// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputType;
import dev.sora.setting.Settings;
import dev.sora.testkit.check.DeterminismChecks;
import dev.sora.testkit.check.Differences;
import dev.sora.testkit.check.Memory;
import dev.sora.testkit.check.OutputChecks;
import dev.sora.testkit.check.Shapes;
import dev.sora.testkit.trial.DrawnSignal;
import dev.sora.testkit.trial.RecordList;
import dev.sora.testkit.trial.Subject;
import java.util.ArrayList;
import java.util.List;

/** The contract of output particles: the rules of the SPI as tests. */
public final class OutputContract extends TypeContract<OutputType, OutputContract> {

    private final List<RecordList> records = new ArrayList<>();
    private final List<List<DrawnSignal>> signals = new ArrayList<>();
    private final List<List<DrawnSignal>> refused = new ArrayList<>();
    private final List<RecordList> broken = new ArrayList<>();
    private double kinks = 0.1;
    private double tolerance = 0.02;

    OutputContract(OutputType type) {
        super(type);
    }

    /** Adds records from which it learns its targets. At least eight are recommended. */
    public OutputContract learningFrom(SampleRecords samples) {
        if (samples.list().isEmpty()) {
            throw new IllegalArgumentException("there are no records");
        }
        records.add(samples.records());
        return this;
    }

    /** Adds a case: the signal or signals that it predicts from. */
    public OutputContract on(SampleSignal... together) {
        signals.add(SampleSignal.allDrawn(together));
        return this;
    }

    /** Declares that plan must refuse a signal, or several, with a ShapeException. */
    public OutputContract refuses(SampleSignal... together) {
        refused.add(SampleSignal.allDrawn(together));
        return this;
    }

    /**
     * Declares records as invalid after learning from those of the first case, such as records with
     * an unknown label: each must be refused with a RecordException that names it.
     */
    public OutputContract refuses(SampleRecords samples) {
        broken.add(samples.records());
        return this;
    }

    /**
     * Declares that the loss has kinks.
     *
     * @param share the fraction of elements that may be at a kink; 0.1 by default
     * @param reason the cause of the kinks, for readers of the test
     */
    public OutputContract kinks(double share, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("say what makes the kinks");
        }
        kinks = share;
        return this;
    }

    /**
     * Sets the relative tolerance between a gradient and differences of the loss; 0.02 by default.
     */
    public OutputContract gradientTolerance(double share) {
        tolerance = share;
        return this;
    }

    @Override
    void collect(Checks checks) {
        if (records.isEmpty() || signals.isEmpty()) {
            throw new IllegalStateException(
                    "say on what '%s' is to be tried: learningFrom(SampleRecords) and on(SampleSignal)"
                            .formatted(name()));
        }
        SettingChecks.add(checks, this, this::use);
        for (Variant variant : variants()) {
            for (RecordList samples : records) {
                String learned =
                        "%s%s of %d records".formatted(name(), variant, samples.list().size());
                OutputChecks trial =
                        new OutputChecks(() -> type().create(variant.settings()), samples);
                checks.add(Clause.ROUND_TRIP, learned, trial::roundTrip);
                checks.add(Clause.BROKEN_STATE, learned, trial::brokenState);
                checks.add(Clause.BROKEN_RECORD, learned, () -> trial.brokenRecords(broken));
                for (List<DrawnSignal> together : signals) {
                    String on =
                            together.size() == 1 ? together.get(0).toString() : together.toString();
                    collect(checks, learned + " on " + on, trial, together);
                }
            }
        }
    }

    private void collect(
            Checks checks, String where, OutputChecks trial, List<DrawnSignal> together) {
        checks.add(
                Clause.PLAN,
                where,
                () -> {
                    trial.early(together);
                    Shapes.checkPlan(Subject.of(trial.fit()), together, refused);
                });
        checks.add(Clause.SHAPES, where, () -> Shapes.check(trial.trial(together)));
        checks.add(
                Clause.GRADIENT,
                where,
                () ->
                        trial.gradient(
                                together,
                                new Differences(tolerance, kinks),
                                Clause.SEED.toString()));
        checks.add(
                Clause.INFERENCE, where, () -> DeterminismChecks.inference(trial.trial(together)));
        checks.add(Clause.BATCH, where, () -> DeterminismChecks.batch(trial.trial(together), 1e-5));
        checks.add(Clause.PURITY, where, () -> DeterminismChecks.purity(trial.trial(together)));
        checks.add(Clause.THREADS, where, () -> DeterminismChecks.threads(trial.trial(together)));
        checks.add(Clause.ENGINES, where, () -> trial.engines(together));
        checks.add(Clause.PRECISION, where, () -> trial.precision(together));
        checks.add(Clause.LOSS, where, () -> trial.loss(together));
        checks.add(Clause.DECODING, where, () -> trial.decoding(together, type()));
        if (trial.calibrates()) {
            checks.add(Clause.CALIBRATION, where, () -> trial.calibration(together));
        }
        boolean often = !checks.has(Clause.MEMORY);
        checks.add(Clause.MEMORY, where, () -> Memory.check(trial.trial(together), name(), often));
    }

    private void use(Settings settings) {
        for (RecordList samples : records) {
            FittedOutput fitted = type().create(settings).fit(samples);
            fitted.encode(samples.list());
            signals.forEach(together -> SettingChecks.tryOut(Subject.of(fitted), together));
        }
    }
}
