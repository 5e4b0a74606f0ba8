// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.profile.DataSummary;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.metric.MetricResult;
import dev.sora.particle.UnknownValues;
import dev.sora.source.PassedOver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run while it goes on: a line that is drawn over on a terminal, lines that stay in a log.
 */
public final class RunDisplay implements RunListener {

    private static final long NANOS = 1_000_000_000L;

    /** How long a log stays silent while an epoch lasts. */
    private static final long SILENCE = 15 * NANOS;

    /** How often the width of the terminal is asked for. */
    private static final long WIDTH_LASTS = 5 * NANOS;

    private static final Map<String, String> PHASES =
            Map.of(
                    "engine", "starting the engine",
                    "read", "reading the data",
                    "fit", "learning from the training data",
                    "encode", "encoding the data",
                    "evaluate", "evaluating",
                    "save", "saving");

    private final Screen screen;
    private final IntSupplier widths;
    private final LongSupplier clock;
    private final Map<String, Map<String, Map<String, MetricResult>>> results =
            new LinkedHashMap<>();
    private final Map<String, List<PassedOver>> passedOver = new LinkedHashMap<>();
    private final Map<String, List<RunEvent.UnknownInput>> unknown = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private Optional<DataSummary> data = Optional.empty();
    private RunEvent.TrainingStarted training;
    private int width;
    private long widthAsked;
    private long lastLine;
    private @Nullable Double monitored;

    /**
     * Creates a display.
     *
     * @param widths asks for the columns of the terminal
     * @param clock nanoseconds that only grow
     */
    public RunDisplay(Screen screen, IntSupplier widths, LongSupplier clock) {
        this.screen = screen;
        this.widths = widths;
        this.clock = clock;
        lastLine = clock.getAsLong();
    }

    /** Returns what was evaluated: part, output, metric, value. */
    public Map<String, Map<String, Map<String, MetricResult>>> results() {
        return results;
    }

    /** Returns what nodes found in the training data that a person should know. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns what the sources did not read: part, reasons. */
    public Map<String, List<PassedOver>> passedOver() {
        return passedOver;
    }

    /** Returns the values that training did not know: part, a column each. */
    public Map<String, List<RunEvent.UnknownInput>> unknown() {
        return unknown;
    }

    /** Returns what the data of a training holds. */
    public Optional<DataSummary> data() {
        return data;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Progress progress) {
            progress(progress);
        } else if (event instanceof RunEvent.EpochEnded epoch) {
            monitor().map(epoch.figures()::get).ifPresent(value -> monitored = value);
            say(epochLine(epoch));
        } else if (event instanceof RunEvent.PhaseStarted phase) {
            screen.live(PHASES.getOrDefault(phase.phase(), ""));
        } else if (event instanceof RunEvent.Encoding encoding) {
            screen.live(
                    encoding.records() == 0
                            ? "encoding the %s data".formatted(encoding.part())
                            : "encoding the %s data: %s"
                                    .formatted(
                                            encoding.part(),
                                            Words.count(encoding.records(), "record")));
        } else if (event instanceof RunEvent.RecordsSkipped skipped) {
            say(skipped(skipped));
        } else if (event instanceof RunEvent.Warned warned) {
            String text = "'%s': %s".formatted(warned.node(), warned.text());
            warnings.add(text);
            say("warning: " + text);
        } else if (event instanceof RunEvent.DataSummarised summarised) {
            data = Optional.of(summarised.summary());
            say(DataLines.of(summarised.summary()));
        } else if (event instanceof RunEvent.FilesPassedOver passed) {
            passedOver.put(passed.part(), passed.what());
            passedOver(passed).ifPresent(this::say);
        } else if (event instanceof RunEvent.ValuesUnknown found) {
            unknown.put(found.part(), found.inputs());
            found.notable().forEach(one -> say(unknown(found.part(), one)));
        } else if (event instanceof RunEvent.ColumnsAbsent absent) {
            absent.columns().forEach(column -> say(absent(absent.records(), column)));
        } else if (event instanceof RunEvent.TrainingStarted started) {
            training = started;
            say(started(started));
        } else if (event instanceof RunEvent.NothingToResume nothing) {
            say(
                    "no checkpoint in %s: the training starts from the beginning"
                            .formatted(nothing.folder()));
        } else if (event instanceof RunEvent.ContinuedFrom from) {
            say(continued(from));
        } else if (event instanceof RunEvent.MonitorUndefined undefined) {
            say(undefined(undefined));
        } else if (event instanceof RunEvent.Stopped stopped) {
            say("stopped on request " + stopped.where());
        } else if (event instanceof RunEvent.StoppedEarly stopped) {
            say(
                    "stopped after epoch %d: %s was best in epoch %d, %s"
                            .formatted(
                                    stopped.epoch(),
                                    stopped.monitor(),
                                    stopped.bestEpoch(),
                                    Words.figure(stopped.best())));
        } else if (event instanceof RunEvent.Evaluated evaluated) {
            results.put(evaluated.part(), evaluated.results());
            screen.clear();
        } else if (event instanceof RunEvent.PhaseEnded) {
            screen.clear();
        }
    }

    private static String continued(RunEvent.ContinuedFrom from) {
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
        return "goes on from %s: %s".formatted(from.model(), String.join("; ", parts));
    }

    private void progress(RunEvent.Progress progress) {
        if (training == null) {
            return;
        }
        long now = clock.getAsLong();
        if (screen.terminal().interactive()) {
            screen.live(
                    ProgressLine.drawn(
                            training, progress, watched(), width(now), screen.terminal()));
        } else if (now - lastLine >= SILENCE) {
            say(ProgressLine.plain(training, progress, watched()));
        }
    }

    private Optional<String> monitor() {
        return Optional.ofNullable(training).flatMap(RunEvent.TrainingStarted::monitor);
    }

    /** Returns the metric that is monitored, as the last epoch left it. */
    private Optional<String> watched() {
        return monitored == null
                ? Optional.empty()
                : monitor().map(name -> name + " " + Words.figure(monitored));
    }

    private int width(long now) {
        if (width == 0 || now - widthAsked > WIDTH_LASTS) {
            width = widths.getAsInt();
            widthAsked = now;
        }
        return width;
    }

    private void say(String text) {
        screen.clear();
        screen.line(text);
        lastLine = clock.getAsLong();
    }

    private String started(RunEvent.TrainingStarted start) {
        String data = Words.count(start.trainingRecords(), "record");
        if (start.validationRecords() > 0) {
            data += ", " + Words.count(start.validationRecords()) + " for validation";
        }
        if (start.testRecords() > 0) {
            data += ", " + Words.count(start.testRecords()) + " for the test";
        }
        return Style.STRONG.on("training '" + start.name() + "'", screen.terminal().colour())
                + " on %s with seed %d%n  data   %s%n  model  %s%n  run    %s of %s"
                        .formatted(
                                start.device(),
                                start.seed(),
                                data,
                                Words.count(start.parameters(), "parameter"),
                                Words.count(start.epochs(), "epoch"),
                                Words.count(start.stepsPerEpoch(), "step"));
    }

    private static String undefined(RunEvent.MonitorUndefined event) {
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

    private static String skipped(RunEvent.RecordsSkipped skipped) {
        StringBuilder text = new StringBuilder();
        text.append(
                "left out %s of the %s data:"
                        .formatted(
                                Words.count(skipped.records(), "broken record"), skipped.part()));
        skipped.codes()
                .forEach(
                        (code, count) ->
                                text.append(text.charAt(text.length() - 1) == ':' ? " " : ", ")
                                        .append("%s x %s".formatted(code, Words.count(count))));
        skipped.first()
                .forEach(
                        problem ->
                                text.append(
                                        "%n  %s  %s"
                                                .formatted(problem.where(), problem.message())));
        if (skipped.records() > skipped.first().size()) {
            text.append("%n  …".formatted());
        }
        return text.toString();
    }

    /** What an operating system leaves in folders is in the report; nobody has to act on it. */
    private static Optional<String> passedOver(RunEvent.FilesPassedOver passed) {
        List<PassedOver> shown = passed.what().stream().filter(PassedOver::needsAttention).toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("not read of the " + passed.part() + " data:");
        for (PassedOver what : shown) {
            text.append(
                    "%n  %s %s: %s%s%n    fix  %s"
                            .formatted(
                                    Words.count(what.count()),
                                    what.reason(),
                                    String.join(", ", what.examples()),
                                    what.count() > what.examples().size() ? ", …" : "",
                                    what.fix()));
        }
        return Optional.of(text.toString());
    }

    private static String unknown(String part, RunEvent.UnknownInput one) {
        UnknownValues values = one.values();
        return "%.1f %% of the %s in '%s' are unknown to the model (%s data, %s of %s): %s%s%n    fix  %s"
                .formatted(
                        100 * values.share(),
                        values.what(),
                        values.column(),
                        part,
                        Words.count(values.unknown()),
                        Words.count(values.values()),
                        String.join(
                                ", ", values.examples().stream().map(e -> "'" + e + "'").toList()),
                        values.unknown() > values.examples().size() ? ", …" : "",
                        "check that the column is written as in the training data; what '"
                                + one.input()
                                + "' should tell apart must occur there");
    }

    private static String absent(long records, RunEvent.AbsentColumn absent) {
        return "column '%s' is absent from %s of %s; '%s' takes that as a missing value%s"
                .formatted(
                        absent.column(),
                        Words.count(absent.records()),
                        Words.count(records, "record"),
                        absent.input(),
                        absent.nearest().isEmpty()
                                ? ""
                                : "; did you mean '" + absent.nearest() + "'?");
    }

    private String epochLine(RunEvent.EpochEnded epoch) {
        int epochs = training == null ? epoch.epoch() : training.epochs();
        StringBuilder line = new StringBuilder();
        line.append("epoch %d/%d".formatted(epoch.epoch(), epochs));
        Set<String> shown = new HashSet<>();
        String watched = monitor().orElse("");
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
        line.append("  ").append(time(epoch.took()));
        if (epoch.best()) {
            line.append("  ").append(Style.GOOD.on("best", screen.terminal().colour()));
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

    private static String time(Duration took) {
        return Words.span(took);
    }
}
