// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.RunEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The permanent line of an epoch: its losses, a metric of each output, speed and time. */
final class EpochLine {

    private EpochLine() {}

    /**
     * Returns the line.
     *
     * @param epoch the epoch
     * @param training the training of the epoch, if its start is known
     * @param colour whether to use colours
     */
    static String of(
            RunEvent.EpochEnded epoch,
            Optional<RunEvent.TrainingStarted> training,
            boolean colour) {
        int epochs = training.map(RunEvent.TrainingStarted::epochs).orElse(epoch.epoch());
        StringBuilder line = new StringBuilder();
        line.append("epoch %d/%d".formatted(epoch.epoch(), epochs));
        Set<String> shown = new HashSet<>();
        String watched = training.flatMap(RunEvent.TrainingStarted::monitor).orElse("");
        epoch.metrics()
                .forEach(
                        (name, value) -> {
                            if (isTelling(name, shown) || name.equals(watched)) {
                                line.append("  ")
                                        .append(name)
                                        .append(' ')
                                        .append(Words.figure(value));
                            }
                        });
        line.append("  %s/s".formatted(Words.count(Math.round(epoch.samplesPerSecond()))));
        line.append("  ").append(Words.span(epoch.took()));
        if (epoch.best()) {
            line.append("  ").append(Style.GOOD.on("best", colour));
        }
        return line.toString();
    }

    /**
     * Returns whether a metric is shown in the line of an epoch: the losses are, and the first
     * metric of each output.
     */
    private static boolean isTelling(String name, Set<String> shown) {
        int dot = name.indexOf('.');
        String metric = name.substring(dot + 1);
        return metric.endsWith("loss") && dot < 0
                || !metric.endsWith("loss") && shown.add(dot < 0 ? "" : name.substring(0, dot));
    }
}
