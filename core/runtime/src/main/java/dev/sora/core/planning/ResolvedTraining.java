// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.plan.OrderPlan;
import dev.sora.core.plan.PlannedProcedure;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import dev.sora.core.planning.settings.TrainingKeys;
import java.util.LinkedHashMap;
import java.util.Map;

/** Converts the plan of a training back to its section of a manifest, with all defaults. */
final class ResolvedTraining {

    private final ResolvedTypes types;

    private ResolvedTraining(ResolvedTypes types) {
        this.types = types;
    }

    /** Returns the section {@code training}. */
    static Map<String, Object> tree(TrainingPlan training, ResolvedTypes types) {
        return new ResolvedTraining(types).training(training);
    }

    private Map<String, Object> training(TrainingPlan training) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("optimiser", types.tree(training.optimiser()));
        training.schedule().ifPresent(s -> entry.put("schedule", types.tree(s)));
        training.batches().order().ifPresent(order -> entry.put("order", order(order)));
        training.procedure().ifPresent(p -> addProcedure(p, entry));
        entry.put(TrainingKeys.EPOCHS.name(), (long) training.epochs());
        entry.put(TrainingKeys.BATCH_SIZE.name(), (long) training.batches().size());
        entry.put(
                TrainingKeys.EVALUATION_BATCH_SIZE.name(),
                (long) training.batches().evaluationSize());
        entry.put(TrainingKeys.SHUFFLE.name(), training.batches().shuffle());
        entry.put(TrainingKeys.GROUP_BY_LENGTH.name(), training.batches().groupByLength());
        training.clipNorm().ifPresent(norm -> entry.put(TrainingKeys.CLIP_NORM.name(), norm));
        training.average()
                .ifPresent(
                        decay ->
                                entry.put(
                                        TrainingKeys.AVERAGE.name(),
                                        Map.of(TrainingKeys.DECAY.name(), decay)));
        training.earlyStopping()
                .ifPresent(s -> entry.put(TrainingKeys.EARLY_STOPPING.name(), stopping(s)));
        entry.put(TrainingKeys.DROP_LAST.name(), training.batches().dropLast());
        Map<String, Object> checkpoint = new LinkedHashMap<>();
        checkpoint.put(TrainingKeys.EVERY.name(), training.checkpoint().text());
        checkpoint.put(TrainingKeys.KEEP.name(), (long) training.checkpoint().keep());
        entry.put(TrainingKeys.CHECKPOINT.name(), checkpoint);
        return entry;
    }

    private Map<String, Object> order(OrderPlan order) {
        ResolvedType<?> planned = order.planned();
        Map<String, Object> entry = types.tree(planned);
        order.output().ifPresent(name -> entry.put(TrainingKeys.ORDER_OUTPUT.name(), name));
        return entry;
    }

    private void addProcedure(PlannedProcedure procedure, Map<String, Object> entry) {
        ResolvedType<?> planned = procedure.planned();
        entry.put("procedure", types.tree(planned));
        Map<String, Object> own = new LinkedHashMap<>();
        procedure
                .optimisers()
                .forEach(
                        (part, optimiser) -> {
                            if (optimiser.path().startsWith("training.optimisers.")) {
                                own.put(part, types.tree(optimiser));
                            }
                        });
        if (!own.isEmpty()) {
            entry.put("optimisers", own);
        }
    }

    private static Map<String, Object> stopping(EarlyStopping stopping) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(TrainingKeys.MONITOR.name(), stopping.monitor());
        entry.put(TrainingKeys.PATIENCE.name(), (long) stopping.patience());
        entry.put(TrainingKeys.MIN_DELTA.name(), stopping.minDelta());
        entry.put(TrainingKeys.RESTORE_BEST.name(), stopping.restoreBest());
        return entry;
    }
}
