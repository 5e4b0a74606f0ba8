// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.RunEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines about a training: its start, the checkpoint that it resumes from, and its early stop.
 */
final class TrainingLines {

    private TrainingLines() {}

    static String started(RunEvent.TrainingStarted start, boolean colour) {
        String data = Words.count(start.trainingRecords(), "record");
        if (start.validationRecords() > 0) {
            data += ", " + Words.count(start.validationRecords()) + " for validation";
        }
        if (start.testRecords() > 0) {
            data += ", " + Words.count(start.testRecords()) + " for the test";
        }
        return Style.STRONG.on("training '" + start.name() + "'", colour)
                + " on %s with seed %d%n  data   %s%n  model  %s%n  run    %s of %s"
                        .formatted(
                                start.device(),
                                start.seed(),
                                data,
                                Words.count(start.parameters(), "parameter"),
                                Words.count(start.epochs(), "epoch"),
                                Words.count(start.stepsPerEpoch(), "step"));
    }

    static String frozen(RunEvent.FrozenComputed computed) {
        return "computing the frozen nodes of the %s data: %s of %s"
                .formatted(
                        computed.part(),
                        Words.count(computed.done()),
                        Words.count(computed.records(), "record"));
    }

    static String continued(RunEvent.ContinuedFrom from) {
        List<String> parts = new ArrayList<>();
        if (!from.taken().isEmpty()) {
            parts.add("as they were " + String.join(", ", from.taken()));
        }
        if (!from.grown().isEmpty()) {
            parts.add("of another shape " + String.join(", ", from.grown()));
        }
        if (!from.fresh().isEmpty()) {
            parts.add("new " + String.join(", ", from.fresh()));
        }
        return "continues from %s: %s".formatted(from.model(), String.join("; ", parts));
    }

    static String undefined(RunEvent.MonitorUndefined event) {
        if (event.epoch() > 0) {
            return "%s is not defined in epoch %d: the epoch counts neither for nor against it"
                    .formatted(event.monitor(), event.epoch());
        }
        String text =
                "%s was not defined in %d of %s"
                        .formatted(
                                event.monitor(),
                                event.times(),
                                Words.count(event.epochs(), "epoch"));
        return event.bestEpoch() > 0
                ? text
                : text + ": no epoch is the best, the weights of the last one are kept";
    }

    static String stoppedEarly(RunEvent.StoppedEarly stopped) {
        return "stopped after epoch %d: %s was best in epoch %d, %s"
                .formatted(
                        stopped.epoch(),
                        stopped.monitor(),
                        stopped.bestEpoch(),
                        Words.figure(stopped.best()));
    }
}
