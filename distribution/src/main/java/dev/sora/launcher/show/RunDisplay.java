// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.profile.DataSummary;
import dev.sora.metric.MetricResult;
import dev.sora.source.PassedOver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a run: an overwritten line on a terminal, permanent lines in a log. */
public final class RunDisplay implements RunListener {

    private static final long NANOS = 1_000_000_000L;

    /** The time between two lines of a log within an epoch, in nanoseconds. */
    private static final long SILENCE = 15 * NANOS;

    /** The time after which the width of the terminal is read again, in nanoseconds. */
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
    private Metrics<MetricResult> results = Metrics.none();
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
     * @param screen the screen to write to
     * @param widths reads the number of columns of the terminal
     * @param clock a monotonic clock in nanoseconds
     */
    public RunDisplay(Screen screen, IntSupplier widths, LongSupplier clock) {
        this.screen = screen;
        this.widths = widths;
        this.clock = clock;
        lastLine = clock.getAsLong();
    }

    /** Returns what a phase does; empty if it is not shown. */
    static String phase(String name) {
        return PHASES.getOrDefault(name, "");
    }

    /** Returns the results of all splits that were evaluated. */
    public Metrics<MetricResult> results() {
        return results;
    }

    /** Returns the warnings of nodes about the training data. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns the data that sources did not read: reasons by split. */
    public Map<String, List<PassedOver>> passedOver() {
        return passedOver;
    }

    /** Returns the values that did not occur in training: columns by split. */
    public Map<String, List<RunEvent.UnknownInput>> unknown() {
        return unknown;
    }

    /** Returns the summary of the training data; empty if none has been reported. */
    public Optional<DataSummary> data() {
        return data;
    }

    /** Returns the number of trained parameters; empty before the training starts. */
    public OptionalLong parameters() {
        return training == null ? OptionalLong.empty() : OptionalLong.of(training.parameters());
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Progress progress) {
            progress(progress);
        } else if (event instanceof RunEvent.EpochEnded epoch) {
            monitor().map(epoch.metrics()::get).ifPresent(value -> monitored = value);
            say(EpochLine.of(epoch, Optional.ofNullable(training), colour()));
        } else if (event instanceof RunEvent.PhaseStarted phase) {
            screen.live(phase(phase.phase()));
        } else if (event instanceof RunEvent.Encoding encoding) {
            screen.live(
                    encoding.records() == 0
                            ? "encoding the %s data".formatted(encoding.part())
                            : "encoding the %s data: %s"
                                    .formatted(
                                            encoding.part(),
                                            Words.count(encoding.records(), "record")));
        } else if (event instanceof RunEvent.FrozenComputed computed) {
            frozen(computed);
        } else if (event instanceof RunEvent.RecordsSkipped skipped) {
            say(DataWarnings.skipped(skipped));
        } else if (event instanceof RunEvent.Warned warned) {
            String text = "'%s': %s".formatted(warned.node(), warned.text());
            warnings.add(text);
            say("warning: " + text);
        } else if (event instanceof RunEvent.DataSummarised summarised) {
            data = Optional.of(summarised.summary());
            say(DataLines.of(summarised.summary()));
        } else if (event instanceof RunEvent.FilesPassedOver passed) {
            passedOver.put(passed.part(), passed.what());
            DataWarnings.passedOver(passed).ifPresent(this::say);
        } else if (event instanceof RunEvent.ValuesUnknown found) {
            unknown.put(found.part(), found.inputs());
            found.notable().forEach(one -> say(DataWarnings.unknown(found.part(), one)));
        } else if (event instanceof RunEvent.ColumnsAbsent absent) {
            absent.columns().forEach(column -> say(DataWarnings.absent(absent.records(), column)));
        } else if (event instanceof RunEvent.TrainingStarted started) {
            training = started;
            say(TrainingLines.started(started, colour()));
        } else if (event instanceof RunEvent.NothingToResume nothing) {
            say(
                    "no checkpoint in %s: the training starts from the beginning"
                            .formatted(nothing.folder()));
        } else if (event instanceof RunEvent.ContinuedFrom from) {
            say(TrainingLines.continued(from));
        } else if (event instanceof RunEvent.MonitorUndefined undefined) {
            say(TrainingLines.undefined(undefined));
        } else if (event instanceof RunEvent.Stopped stopped) {
            say("stopped on request " + stopped.where());
        } else if (event instanceof RunEvent.StoppedEarly stopped) {
            say(TrainingLines.stoppedEarly(stopped));
        } else if (event instanceof RunEvent.Evaluated evaluated) {
            results = results.and(evaluated.results());
            screen.clear();
        } else if (event instanceof RunEvent.PhaseEnded) {
            screen.clear();
        }
    }

    private void frozen(RunEvent.FrozenComputed computed) {
        if (screen.terminal().interactive()) {
            screen.live(TrainingLines.frozen(computed));
        } else if (clock.getAsLong() - lastLine >= SILENCE) {
            say(TrainingLines.frozen(computed));
        }
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

    /** Returns the monitored metric with its value after the last epoch. */
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

    private boolean colour() {
        return screen.terminal().colour();
    }

    private void say(String text) {
        screen.clear();
        screen.line(text);
        lastLine = clock.getAsLong();
    }
}
