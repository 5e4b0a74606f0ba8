// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.search;

import dev.sora.core.Model;
import dev.sora.core.RunControl;
import dev.sora.core.RunEvent;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.io.Digests;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.core.search.run.TrialOutcome;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** What an executor does for a trial: trains it in its folder, or measures a model. */
final class TrialRun {

    private TrialRun() {}

    /** Runs a trial and returns its report; a trial that fails has its problems there. */
    static String run(TrialOrder order) {
        try {
            return TrialReport.write(outcome(order));
        } catch (SoraException e) {
            return TrialReport.write(TrialOutcome.failed(e.problems()));
        }
    }

    private static TrialOutcome outcome(TrialOrder order) {
        Path manifest = Path.of(order.manifest());
        check(order, manifest);
        try (EmbeddedSora sora = EmbeddedSora.builder().build()) {
            if (!order.model().isEmpty()) {
                try (Model model = sora.open(Path.of(order.model()))) {
                    return new TrialOutcome(
                            FlatMetrics.numbers(model.evaluate(Optional.empty(), event -> {}))
                                    .tree(),
                            OptionalLong.empty(),
                            List.of());
                }
            }
            Plan plan = sora.plan(manifest, new Overrides(List.of(), System.getenv()));
            RunControl control = new RunControl();
            if (order.epochs() > 0) {
                control.stopAfter(order.epochs());
            }
            AtomicLong parameters = new AtomicLong(-1);
            TrainingResult result =
                    sora.train(
                            plan,
                            new TrainingRequest(
                                    Path.of(order.folder()),
                                    true,
                                    Optional.empty(),
                                    Optional.empty(),
                                    order.test()),
                            event -> {
                                if (event instanceof RunEvent.TrainingStarted started) {
                                    parameters.set(started.parameters());
                                }
                            },
                            control);
            return new TrialOutcome(
                    result.metrics().tree(),
                    parameters.get() < 0 ? OptionalLong.empty() : OptionalLong.of(parameters.get()),
                    List.of());
        }
    }

    private static void check(TrialOrder order, Path manifest) {
        String found = Files.exists(manifest) ? Digests.sha256(manifest) : "no such file";
        if (!found.equals(order.digest())) {
            throw new DataException(
                    Problem.of("SORA-7115", "an executor does not share the folder of the search")
                            .where(manifest.toString())
                            .needs("the manifest that the driver wrote there")
                            .have(found)
                            .fix("name a folder with --out that all machines have mounted"));
        }
    }
}
