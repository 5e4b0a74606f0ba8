// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.step.EngineReplicas;
import dev.sora.optimiser.OptimiserType;

/** Checks that a training can be divided among workers. */
final class Divisible {

    private Divisible() {}

    /**
     * Checks a plan.
     *
     * @throws dev.sora.problem.SoraException if it cannot be divided
     */
    static void check(Plan plan, WorkerSettings settings) {
        if (settings.averageEvery() > 1 && settings.accumulate() > 1) {
            throw SparkProblems.indivisible(
                    "both --average-every and --accumulate",
                    "choose one of them: each makes exchanges rarer");
        }
        if (settings.workers() == 1 && settings.accumulate() == 1) {
            return;
        }
        if (plan.training().procedure().isPresent()) {
            throw SparkProblems.indivisible(
                    "a procedure trains the graph: its parts have losses of their own",
                    "train with one worker, or without training.procedure");
        }
        int shares = Math.multiplyExact(settings.workers(), EngineReplicas.count(plan.engine()));
        int size = plan.training().batches().size();
        if (size < shares) {
            throw SparkProblems.indivisible(
                    "batch_size %d, for %d workers and devices".formatted(size, shares),
                    "raise 'training.batch_size', or use fewer workers");
        }
        ResolvedType<OptimiserType> optimiser = plan.training().optimiser();
        if (!optimiser.type().create(optimiser.settings()).usesGradient()) {
            throw SparkProblems.indivisible(
                    "the optimiser '%s' uses no gradient"
                            .formatted(optimiser.type().descriptor().name()),
                    "train with one worker, or with an optimiser that uses the gradient");
        }
    }
}
