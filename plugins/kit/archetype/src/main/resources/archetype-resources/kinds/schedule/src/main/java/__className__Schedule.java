package ${package};

import dev.sora.optimiser.Schedule;

/**
 * {@code least + (1 - least) (1 - t)^power}, where t goes from 0 at the first step to 1 at the last.
 *
 * <p>A function of the progress alone: a resumed training asks for the later steps only.
 */
record ${className}Schedule(double least, double power) implements Schedule {

    @Override
    public double factor(Progress progress) {
        // A training may have one step only; one that is stopped early does not see the last.
        double share = (progress.step() - 1) / (double) Math.max(1, progress.steps() - 1);
        return least + (1 - least) * Math.pow(1 - Math.min(1, share), power);
    }
}
