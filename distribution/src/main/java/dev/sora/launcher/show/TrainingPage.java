// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.serving.RunPage;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends the events of a training to its page. */
public final class TrainingPage implements RunListener {

    private static final double MILLIS = 1e3;

    private final RunPage page;
    private @Nullable Double learningRate;
    private String stopped = "";

    /** Creates a listener that sends to a page. */
    public TrainingPage(RunPage page) {
        this.page = page;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Progress progress) {
            page.replace("progress", "progress", progress(progress));
        } else if (event instanceof RunEvent.EpochEnded epoch) {
            learningRate = epoch.learningRate();
            page.add("epoch", epoch(epoch));
        } else if (event instanceof RunEvent.TrainingStarted started) {
            page.add("run", run(started));
        } else if (event instanceof RunEvent.PhaseStarted phase) {
            say(RunDisplay.phase(phase.phase()));
        } else if (event instanceof RunEvent.FrozenComputed computed) {
            say(TrainingLines.frozen(computed));
        } else if (event instanceof RunEvent.Stopped stop) {
            stopped = "stopped on request " + stop.where();
            say(stopped);
        } else if (event instanceof RunEvent.StoppedEarly early) {
            stopped = TrainingLines.stoppedEarly(early);
            say(stopped);
        } else if (event instanceof RunEvent.Warned warned) {
            warn("'%s': %s".formatted(warned.node(), warned.text()));
        } else if (event instanceof RunEvent.RecordsSkipped skipped) {
            warn(DataWarnings.skipped(skipped));
        } else if (event instanceof RunEvent.FilesPassedOver passed) {
            DataWarnings.passedOver(passed).ifPresent(this::warn);
        } else if (event instanceof RunEvent.ValuesUnknown found) {
            found.notable().forEach(one -> warn(DataWarnings.unknown(found.part(), one)));
        } else if (event instanceof RunEvent.MonitorUndefined undefined) {
            warn(TrainingLines.undefined(undefined));
        }
    }

    private void say(String text) {
        if (!text.isEmpty()) {
            page.replace("phase", "phase", Map.of("text", text));
        }
    }

    private void warn(String text) {
        page.add("warning", Map.of("text", text));
    }

    private static Map<String, Object> run(RunEvent.TrainingStarted started) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", started.name());
        tree.put("device", started.device());
        tree.put("seed", started.seed());
        tree.put("epochs", started.epochs());
        tree.put("steps", started.stepsPerEpoch());
        tree.put("parameters", started.parameters());
        tree.put("training_records", started.trainingRecords());
        tree.put("validation_records", started.validationRecords());
        return tree;
    }

    private Map<String, Object> progress(RunEvent.Progress progress) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("epoch", progress.epoch());
        tree.put("step", progress.step());
        tree.put("loss", progress.loss());
        tree.put("metric", progress.progressMetric());
        progress.progressValue().ifPresent(value -> tree.put("value", value));
        tree.put("speed", progress.samplesPerSecond());
        tree.put("left", progress.left().toMillis() / MILLIS);
        tree.put("learning_rate", learningRate);
        return tree;
    }

    private static Map<String, Object> epoch(RunEvent.EpochEnded epoch) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("epoch", epoch.epoch());
        tree.put("metrics", epoch.metrics());
        tree.put("learning_rate", epoch.learningRate());
        tree.put("seconds", epoch.took().toMillis() / MILLIS);
        tree.put("speed", epoch.samplesPerSecond());
        tree.put("best", epoch.best());
        return tree;
    }

    /** Shows the results. */
    public void done(TrainingResult result) {
        List<Map<String, Object>> rows = new ArrayList<>();
        result.metrics()
                .tree()
                .forEach(
                        (split, outputs) ->
                                outputs.forEach(
                                        (output, metrics) ->
                                                metrics.forEach(
                                                        (metric, value) ->
                                                                rows.add(
                                                                        Map.of(
                                                                                "data", split,
                                                                                "output", output,
                                                                                "metric", metric,
                                                                                "value", value)))));
        List<String> files = result.files().stream().map(Path::toString).toList();
        end(
                page,
                "done",
                "The training is done" + (stopped.isEmpty() ? "." : ": " + stopped + "."),
                rows,
                files);
    }

    /** Shows why a run has no results. */
    public static void failed(RunPage page, Throwable thrown) {
        if (thrown instanceof InterruptedRunException) {
            end(page, "interrupted", String.valueOf(thrown.getMessage()), List.of(), List.of());
            return;
        }
        String text =
                thrown instanceof SoraException known
                        ? known.problems().get(0).toString()
                        : "The run failed; its terminal shows why.";
        end(page, "failed", text, List.of(), List.of());
    }

    /** Shows the end of a run. */
    public static void end(
            RunPage page,
            String status,
            String text,
            List<Map<String, Object>> metrics,
            List<String> files) {
        page.add("end", Map.of("status", status, "text", text, "metrics", metrics, "files", files));
    }
}
