// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunControl;
import dev.sora.core.RunListener;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.RunPlace;
import dev.sora.core.serving.RunPage;
import dev.sora.launcher.show.RunDisplay;
import dev.sora.launcher.show.TrainingPage;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
            "  sora train net.yaml --on spark --workers 4 --master spark://host:7077",
            "  sora train cluster.yaml --on local"
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
        boolean here = !spark.isNamed();
        if (attached && here) {
            Attachment.begin(session.in());
        }
        if (spark.isHere()) {
            manifest.replace("run.on=" + RunPlace.LOCAL);
        }
        Optional<Path> kept = here ? lock() : Optional.empty();
        Plan plan = manifest.plan(session, kept);
        if (spark.asked(plan)) {
            return onSpark(session, plan);
        }
        RunDisplay display = session.display();
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
            session.json(TrainingText.tree(plan, folder, result, display, took));
        } else {
            session.print(TrainingText.text(session, result, display, took));
        }
        return 0;
    }

    private int onSpark(Session session, Plan plan) throws IOException {
        spark.refuse("--frozen", frozen || lock != null);
        spark.refuse("--from", from != null);
        spark.refuse("--until-epoch", untilEpoch != null);
        spark.refuse("--without-test", withoutTest);
        spark.refuse("--attached", attached);
        spark.refuse("--ui", page.isAsked());
        return spark.train(session, plan, manifest, out, resume, json);
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
}
