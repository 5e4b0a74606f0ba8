// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.run.RunEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The line that stays of an epoch: its losses, a metric of each output, speed and time. */
final class EpochLine {

    private EpochLine() {}

    /**
     * Returns the line.
     *
     * @param training the training that it belongs to, if its start is known
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
        epoch.figures()
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

    /** Whether a figure has a place on an epoch's line: the losses, and one metric an output. */
    private static boolean isTelling(String name, Set<String> shown) {
        int dot = name.indexOf('.');
        String metric = name.substring(dot + 1);
        return metric.endsWith("loss") && dot < 0
                || !metric.endsWith("loss") && shown.add(dot < 0 ? "" : name.substring(0, dot));
    }
}
