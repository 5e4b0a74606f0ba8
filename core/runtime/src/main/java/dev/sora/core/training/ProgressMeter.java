// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import java.time.Duration;

/** Measures speed, decides when to report progress, and estimates the remaining time. */
final class ProgressMeter {

    private static final long INTERVAL = Duration.ofMillis(250).toNanos();

    private final long totalSteps;
    private long told;
    private long toldSamples;
    private long samples;
    private double speed;
    private double stepsPerNano;
    private long toldStep;

    ProgressMeter(long totalSteps, long doneSteps) {
        this.totalSteps = totalSteps;
        this.told = System.nanoTime();
        this.toldStep = doneSteps;
    }

    /** Excludes a period in which nothing was trained, such as validation. */
    void restart(long step) {
        told = System.nanoTime();
        toldSamples = samples;
        toldStep = step;
    }

    void add(int count) {
        samples += count;
    }

    boolean isDue() {
        return System.nanoTime() - told >= INTERVAL;
    }

    /** Adds the time since the last report. */
    void tell(long step) {
        long now = System.nanoTime();
        double took = Math.max(1, now - told);
        double current = (samples - toldSamples) / took * 1e9;
        double currentSteps = (step - toldStep) / took;
        speed = speed == 0 ? current : 0.7 * speed + 0.3 * current;
        stepsPerNano = stepsPerNano == 0 ? currentSteps : 0.7 * stepsPerNano + 0.3 * currentSteps;
        told = now;
        toldSamples = samples;
        toldStep = step;
    }

    double samplesPerSecond() {
        return speed;
    }

    Duration left(long step) {
        return stepsPerNano <= 0
                ? Duration.ZERO
                : Duration.ofNanos((long) ((totalSteps - step) / stepsPerNano));
    }
}
