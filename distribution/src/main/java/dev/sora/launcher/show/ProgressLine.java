// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The progress line of a training, which each update overwrites. */
final class ProgressLine {

    private static final int WIDEST_BAR = 24;
    private static final int NARROWEST_BAR = 6;
    private static final String GAP = "  ";

    private ProgressLine() {}

    /**
     * Returns the line for a terminal. If the terminal is narrow, less important metrics are left
     * out.
     *
     * @param start the start of the training
     * @param now its progress
     * @param watched the monitored metric and its last value
     * @param width the number of columns of the terminal
     * @param terminal the abilities of the terminal
     */
    static String drawn(
            RunEvent.TrainingStarted start,
            RunEvent.Progress now,
            Optional<String> watched,
            int width,
            Terminal terminal) {
        String head = epoch(start, now) + GAP + percent(start, now);
        List<String> rest = metrics(now, watched);
        // The last column stays empty, because some terminals continue on the next line when it is
        // filled.
        int room = width - 1;
        while (rest.size() > 1 && room < length(head, rest)) {
            rest.remove(rest.size() - (rest.size() > 2 ? 2 : 1));
        }
        int bar = Math.min(WIDEST_BAR, room - length(head, rest) - GAP.length());
        if (bar >= NARROWEST_BAR) {
            head =
                    epoch(start, now)
                            + GAP
                            + bar(share(start, now), bar, terminal)
                            + GAP
                            + percent(start, now);
            return head + GAP + String.join(GAP, rest);
        }
        String line = head + GAP + String.join(GAP, rest);
        return line.length() > room ? line.substring(0, Math.max(0, room)) : line;
    }

    /** Returns the line for a log. */
    static String plain(
            RunEvent.TrainingStarted start, RunEvent.Progress now, Optional<String> watched) {
        return epoch(start, now)
                + GAP
                + percent(start, now)
                + GAP
                + String.join(GAP, metrics(now, watched));
    }

    private static String epoch(RunEvent.TrainingStarted start, RunEvent.Progress now) {
        return "epoch " + now.epoch() + "/" + start.epochs();
    }

    private static String percent(RunEvent.TrainingStarted start, RunEvent.Progress now) {
        return String.format(Locale.ROOT, "%3d%%", (int) (share(start, now) * 100));
    }

    private static double share(RunEvent.TrainingStarted start, RunEvent.Progress now) {
        return Math.min(1, now.step() / (double) Math.max(1, start.stepsPerEpoch()));
    }

    /** Returns the metrics; the last but one is the first that is left out on a narrow terminal. */
    private static List<String> metrics(RunEvent.Progress now, Optional<String> watched) {
        List<String> metrics = new ArrayList<>();
        metrics.add("loss " + Words.figure(now.loss()));
        if (now.progressValue().isPresent()) {
            metrics.add(
                    now.progressMetric() + " " + Words.figure(now.progressValue().getAsDouble()));
        }
        watched.ifPresent(metrics::add);
        metrics.add(Words.count(Math.round(now.samplesPerSecond())) + "/s");
        metrics.add("left " + Words.clock(now.left()));
        return metrics;
    }

    private static int length(String head, List<String> rest) {
        return head.length() + rest.stream().mapToInt(part -> GAP.length() + part.length()).sum();
    }

    private static String bar(double share, int width, Terminal terminal) {
        int full = (int) Math.round(share * width);
        String done = (terminal.unicode() ? "━" : "#").repeat(full);
        String open = (terminal.unicode() ? "─" : ".").repeat(width - full);
        return Style.GOOD.on(done, terminal.colour()) + Style.FAINT.on(open, terminal.colour());
    }
}
