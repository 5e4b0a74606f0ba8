// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.report.DataSection;
import dev.sora.core.report.Phase;
import dev.sora.metric.MetricResult;
import dev.sora.source.PassedOver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects the events of a run for its report, and forwards every event. */
public final class RunLog implements RunListener {

    private final RunListener next;
    private final List<Phase> phases = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private DataSection data = DataSection.none();

    /**
     * Creates a log.
     *
     * @param next receives every event
     */
    public RunLog(RunListener next) {
        this.next = next;
    }

    /** Returns a log that begins with what this one has collected, and continues on its own. */
    public RunLog branch() {
        RunLog branch = new RunLog(next);
        branch.phases.addAll(phases);
        branch.notes.addAll(notes);
        branch.data = data;
        return branch;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.PhaseEnded ended) {
            phases.add(new Phase(ended.phase(), ended.took().toNanos() / 1e9));
        } else if (event instanceof RunEvent.StoppedEarly stopped) {
            notes.add(
                    "Stopped after epoch %d: %s has been best in epoch %d."
                            .formatted(stopped.epoch(), stopped.monitor(), stopped.bestEpoch()));
        } else if (event instanceof RunEvent.Stopped stopped) {
            notes.add("Stopped on request %s.".formatted(stopped.where()));
        } else if (event instanceof RunEvent.MonitorUndefined undefined && undefined.epoch() == 0) {
            notes.add(
                    "%s was not defined in %d of %d epochs; they counted neither for nor against it."
                            .formatted(undefined.monitor(), undefined.times(), undefined.epochs()));
        }
        if (event instanceof RunEvent.Evaluated evaluated) {
            evaluated
                    .results()
                    .map(MetricResult::note)
                    .forEach(
                            (key, note) ->
                                    notes.add(
                                            "%s of '%s', %s: %s."
                                                    .formatted(
                                                            key.metric(),
                                                            key.output(),
                                                            key.split(),
                                                            note)));
        }
        if (event instanceof RunEvent.RecordsSkipped skipped) {
            notes.add(
                    "%d broken records of the %s data were left out: %s. The first: %s (%s)."
                            .formatted(
                                    skipped.records(),
                                    skipped.part(),
                                    skipped.codes().entrySet().stream()
                                            .map(e -> e.getValue() + " x " + e.getKey())
                                            .collect(Collectors.joining(", ")),
                                    skipped.first().get(0).message(),
                                    skipped.first().get(0).where()));
        }
        if (event instanceof RunEvent.Warned warned) {
            notes.add("'%s': %s.".formatted(warned.node(), warned.text()));
        }
        if (event instanceof RunEvent.DataSummarised summarised) {
            data = DataSection.of(summarised.summary());
        }
        if (event instanceof RunEvent.FilesPassedOver passed) {
            passed.what().forEach(what -> notes.add(note(passed.part(), what)));
        }
        if (event instanceof RunEvent.ValuesUnknown unknown) {
            unknown.inputs().forEach(one -> notes.add(note(unknown.part(), one)));
        }
        next.on(event);
    }

    private static String note(String part, RunEvent.UnknownInput one) {
        return "%.1f %% of the %s in '%s' of the %s data are unknown to '%s': %s%s."
                .formatted(
                        100 * one.values().share(),
                        one.values().what(),
                        one.values().column(),
                        part,
                        one.input(),
                        String.join(", ", one.values().examples()),
                        one.values().unknown() > one.values().examples().size() ? ", …" : "");
    }

    private static String note(String part, PassedOver what) {
        return "Not read of the %s data: %d %s (%s%s).%s"
                .formatted(
                        part,
                        what.count(),
                        what.reason(),
                        String.join(", ", what.examples()),
                        what.count() > what.examples().size() ? ", …" : "",
                        what.needsAttention() ? " Remedy: " + what.fix() + "." : "");
    }

    /** Returns the section about the training data. */
    DataSection data() {
        return data;
    }

    List<Phase> phases() {
        return List.copyOf(phases);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
