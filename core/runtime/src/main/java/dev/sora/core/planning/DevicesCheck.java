// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.engine.EngineType;
import dev.sora.optimiser.OptimiserType;

/** Checks that a training can be divided over the devices that the engine's settings name. */
final class DevicesCheck {

    private static final String ONE = "train on one device: remove 'engine.devices'";

    private DevicesCheck() {}

    /**
     * Returns the number of devices, and adds a problem for whatever needs a whole minibatch on one
     * of them.
     */
    static int check(
            ResolvedType<EngineType> engine,
            TrainingPlan training,
            PluginCalls calls,
            PlanProblems problems) {
        int count =
                calls.call(
                                engine.type(),
                                engine.plugin(),
                                engine.path() + ".devices",
                                () -> engine.type().replicas(engine.settings()))
                        .orElse(1);
        if (count == 1) {
            return 1;
        }
        training.procedure()
                .ifPresent(
                        procedure ->
                                problems.at(
                                        procedure.planned().path(),
                                        ManifestCode.DEVICES
                                                .problem(
                                                        "the procedure '%s' trains on one device only"
                                                                .formatted(
                                                                        procedure
                                                                                .planned()
                                                                                .type()
                                                                                .descriptor()
                                                                                .name()))
                                                .have("%d devices".formatted(count))
                                                .fix(ONE)));
        if (training.procedure().isEmpty()) {
            checkOptimiser(training.optimiser(), count, calls, problems);
        }
        if (training.batches().size() < count) {
            problems.at(
                    "training.batch_size",
                    ManifestCode.DEVICES
                            .problem(
                                    "the devices share each minibatch, which is too small for them")
                            .needs("at least %d records in a minibatch".formatted(count))
                            .have("batch_size %d".formatted(training.batches().size()))
                            .fix("raise 'training.batch_size', or name fewer devices"));
        }
        return count;
    }

    private static void checkOptimiser(
            ResolvedType<OptimiserType> optimiser,
            int count,
            PluginCalls calls,
            PlanProblems problems) {
        calls.call(
                        optimiser.type(),
                        optimiser.plugin(),
                        optimiser.path(),
                        () -> optimiser.type().create(optimiser.settings()).usesGradient())
                .filter(uses -> !uses)
                .ifPresent(
                        uses ->
                                problems.at(
                                        optimiser.path(),
                                        ManifestCode.DEVICES
                                                .problem(
                                                        "'%s' uses no gradient, so the devices have"
                                                                        .formatted(
                                                                                optimiser
                                                                                        .type()
                                                                                        .descriptor()
                                                                                        .name())
                                                                + " nothing to average")
                                                .have("%d devices".formatted(count))
                                                .fix("use another optimiser, or " + ONE)));
    }
}
