package ${package};

import dev.sora.optimiser.Schedule;

/**
 * {@code least + (1 - least) (1 - t)^power}, where t goes from 0 at the first step to 1 at the
 * last.
 *
 * <p>A pure function of the progress: a resumed training requests only the later steps.
 */
record ${className}Schedule(double least, double power) implements Schedule {

    @Override
    public double factor(Progress progress) {
        // A training may have only one step; early stopping may end it before the last step.
        double share = (progress.step() - 1) / (double) Math.max(1, progress.steps() - 1);
        return least + (1 - least) * Math.pow(1 - Math.min(1, share), power);
    }
}
