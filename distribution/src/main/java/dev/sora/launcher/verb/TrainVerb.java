// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunControl;
import dev.sora.core.RunListener;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.plan.Plan;
import dev.sora.core.serving.RunPage;
import dev.sora.launcher.show.DataLines;
import dev.sora.launcher.show.MetricTables;
import dev.sora.launcher.show.RunDisplay;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.TrainingPage;
import dev.sora.launcher.show.Tree;
import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a pipeline. */
@Command(
        name = "train",
        header = "Train a pipeline and write a model package.",
        description = {
            "",
            "Writes into the folder: model.sora (the package that evaluate, predict and inspect"
                    + " take),"
                    + " report.html, metrics.json, history.csv, sora.lock and checkpoints.",
            "",
            "Ctrl-C stops it cleanly; --resume continues from the last checkpoint.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora train examples/digits/digits.yaml",
            "  sora train net.yaml --out runs/first --set training.epochs=3 --seed 8",
            "  sora train net.yaml --out runs/first --resume",
            "  sora train net.yaml --ui",
            "  sora train net.yaml --from runs/first/model.sora",
            "  sora train net.yaml --frozen --lock runs/first/sora.lock",
            "  sora train net.yaml --on spark --workers 4 --master spark://host:7077"
        })
public final class TrainVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;
    @Mixin private ManifestArguments manifest;
    @Mixin private PageOptions page;
    @Mixin private SparkTrainOptions spark;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "The folder for the results of the training; runs/<name>-<n> if not given.")
    private Path out;

    @Option(
            names = "--resume",
            description =
                    "Continue from the last checkpoint in the folder; without one, start from the"
                            + " beginning.")
    private boolean resume;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description =
                    "Start from the weights of a model package, as far as nodes of the same name"
                            + " and type need them; with --resume, a checkpoint comes first.")
    private Path from;

    @Option(
            names = "--frozen",
            description =
                    "Repeat a training exactly: refuse whatever differs from its lock, and"
                            + " report it.")
    private boolean frozen;

    @Option(
            names = "--lock",
            paramLabel = "FILE",
            description = "The lock for --frozen; sora.lock beside the manifest if not given.")
    private Path lock;

    @Option(
            names = "--until-epoch",
            paramLabel = "N",
            description =
                    "End after this epoch and keep the results; with --resume, the training of all"
                            + " epochs continues from there.")
    private Integer untilEpoch;

    @Option(
            names = "--without-test",
            description = "Hold the test data out, but do not measure the model on them.")
    private boolean withoutTest;

    @Option(
            names = "--attached",
            description =
                    "End when standard input ends, as it does with the program that started this"
                            + " one; any byte before asks to stop cleanly.")
    private boolean attached;

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) throws IOException {
        long started = System.nanoTime();
        if (spark.asked()) {
            return onSpark(session);
        }
        if (attached) {
            Attachment.begin(session.in());
        }
        RunDisplay display = session.display();
        Optional<Path> kept = lock();
        Plan plan = manifest.plan(session, kept);
        Path folder = OutFolder.choose(out, plan.name(), resume);
        TrainingResult result =
                train(
                        session,
                        plan,
                        new TrainingRequest(
                                folder, resume, kept, Optional.ofNullable(from), !withoutTest),
                        display);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        if (json.asked()) {
            session.json(tree(plan, folder, result, display, took));
        } else {
            session.print(text(session, result, display, took));
        }
        return 0;
    }

    private int onSpark(Session session) throws IOException {
        spark.refuse("--frozen", frozen || lock != null);
        spark.refuse("--from", from != null);
        spark.refuse("--until-epoch", untilEpoch != null);
        spark.refuse("--without-test", withoutTest);
        spark.refuse("--attached", attached);
        spark.refuse("--ui", page.isAsked());
        return spark.train(session, manifest, out, resume, json);
    }

    private RunControl control() {
        RunControl control = new RunControl();
        if (untilEpoch != null) {
            if (untilEpoch < 1) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-1004",
                                        "'%d' does not fit --until-epoch".formatted(untilEpoch))
                                .needs("an integer of at least 1")
                                .fix("name the last epoch to train"));
            }
            control.stopAfter(untilEpoch);
        }
        return control;
    }

    private Optional<Path> lock() {
        if (frozen) {
            return Optional.of(lock == null ? manifest.beside("sora.lock") : lock);
        }
        if (lock != null) {
            throw new SoraException(
                    Problem.of("SORA-1008", "--lock says what --frozen compares with")
                            .where("--lock " + lock)
                            .fix("add --frozen, or leave --lock out"));
        }
        return Optional.empty();
    }

    private TrainingResult train(
            Session session, Plan plan, TrainingRequest request, RunDisplay display) {
        RunControl control = control();
        Optional<RunPage> opened = page.open(session, control::stop);
        if (opened.isEmpty()) {
            return train(session, plan, request, display, control);
        }
        try (RunPage shown = opened.get()) {
            TrainingPage events = new TrainingPage(shown);
            RunListener both =
                    event -> {
                        display.on(event);
                        events.on(event);
                    };
            try {
                TrainingResult result = train(session, plan, request, both, control);
                events.done(result);
                return result;
            } catch (RuntimeException | Error e) {
                TrainingPage.failed(shown, e);
                throw e;
            }
        }
    }

    private static TrainingResult train(
            Session session,
            Plan plan,
            TrainingRequest request,
            RunListener listener,
            RunControl control) {
        Path folder = request.out();
        try {
            return session.backend().sora().train(plan, request, listener, control);
        } catch (InterruptedRunException e) {
            if (!hasCheckpoint(folder)) {
                throw e;
            }
            throw new InterruptedRunException(
                    "%s; to continue, call it with --out %s --resume"
                            .formatted(e.getMessage(), folder));
        }
    }

    /**
     * Returns whether a run can be resumed: there is no checkpoint before the first step, or if
     * none are written.
     */
    private static boolean hasCheckpoint(Path folder) {
        String[] names = folder.resolve("checkpoints").toFile().list();
        return names != null && Arrays.stream(names).anyMatch(name -> name.endsWith(".ckpt"));
    }

    private static Map<String, Object> tree(
            Plan plan, Path folder, TrainingResult result, RunDisplay display, Duration took) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plan.name());
        tree.put("seed", plan.seed());
        tree.put("out", folder.toString());
        tree.put("model", result.model().toString());
        tree.put("seconds", took.toMillis() / 1000.0);
        display.parameters().ifPresent(count -> tree.put("parameters", count));
        tree.put("metrics", result.metrics().tree());
        if (!display.warnings().isEmpty()) {
            tree.put("warnings", display.warnings());
        }
        display.data().ifPresent(data -> tree.put("data", DataLines.tree(data)));
        if (!display.passedOver().isEmpty()) {
            tree.put("not_read", Tree.passedOver(display.passedOver()));
        }
        if (!display.unknown().isEmpty()) {
            tree.put("unknown", Tree.unknown(display.unknown()));
        }
        Map<String, ?> notes = MetricTables.notesTree(display.results());
        if (!notes.isEmpty()) {
            tree.put("notes", notes);
        }
        tree.put("files", result.files().stream().map(Path::toString).toList());
        return tree;
    }

    private static String text(
            Session session, TrainingResult result, RunDisplay display, Duration took)
            throws IOException {
        boolean colour = session.output().colour();
        StringBuilder text = new StringBuilder("\n");
        text.append(MetricTables.summary(result.metrics(), colour)).append("\n\n");
        String byClass = MetricTables.byClass(display.results(), colour);
        if (!byClass.isEmpty()) {
            text.append(byClass).append("\n\n");
        }
        String notes = MetricTables.notes(display.results());
        if (!notes.isEmpty()) {
            text.append(notes).append("\n\n");
        }
        Table files = new Table("", ">");
        for (Path file : result.files()) {
            if (Files.isRegularFile(file)) {
                files.row(file.toString(), Words.size(Files.size(file)));
            }
        }
        text.append(files.render(colour)).append("\n\n");
        return text.append("done in ").append(Words.span(took)).toString();
    }
}
