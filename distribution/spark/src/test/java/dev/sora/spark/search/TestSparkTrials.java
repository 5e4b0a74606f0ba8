// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.RunControl;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.run.SearchListener;
import dev.sora.core.search.run.SearchRun;
import dev.sora.core.search.run.TrialOutcome;
import dev.sora.core.search.run.TrialTask;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.search.Trial;
import dev.sora.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials of a search as tasks of Spark. */
final class TestSparkTrials {

    private static final String SEARCH =
            """
            search: 1
            manifest:
              name: few-digits
              seed: 1
              engine: {type: cpu, threads: 1}
              data:
                train: {type: drawn-digits, samples: 48, seed: 1}
                validation: {fraction: 0.25}
                test: {type: drawn-digits, samples: 16, seed: 2}
              inputs:
                image: {type: image, column: image}
              particles:
                flat: {type: flatten, from: image}
                view: {type: dense, from: flat, units: 8, activation: relu}
              outputs:
                digit: {type: classification, column: label, from: view}
              training:
                optimiser: {type: adam, learning_rate: 0.01}
                epochs: 1
                batch_size: 16
            space:
              particles.view.units: {int: [4, 12]}
              training.optimiser.learning_rate: {float: [0.001, 0.1], log: true}
            goal: val_loss
            budget: {trials: 2}
            strategy: {type: random}
            seed: 3
            """;

    @TempDir private Path folder;

    /** A listener that ignores everything. */
    private static final class Silent implements SearchListener {
        @Override
        public void started(Trial trial) {}

        @Override
        public void ended(Scored trial, boolean best) {}

        @Override
        public void measuring(Scored best) {}
    }

    @Test
    void theBestTrialIsThatOfATrainingWithoutSparkAlsoIfContinued() throws IOException {
        Path file = Files.writeString(folder.resolve("search.yaml"), SEARCH);
        try (EmbeddedSora sora = EmbeddedSora.builder().build()) {
            SparkSearch search = new SparkSearch(LocalSpark.context(), sora);
            SearchResult here =
                    SearchRun.run(
                            search.plan(file),
                            folder.resolve("here"),
                            false,
                            task -> TrialReport.read(TrialRun.run(TrialOrder.of(task))),
                            new Silent(),
                            new RunControl());
            Path out = folder.resolve("there");
            SearchResult there = search.run(file, out, false, new Silent());

            assertThat(there.best().values()).isEqualTo(here.best().values());
            assertThat(there.best().costs()).isEqualTo(here.best().costs());
            assertThat(there.test()).isEqualTo(here.test());
            assertThat(trained(sora, out.resolve("best.yaml")))
                    .isEqualTo(there.test().get("digit"));

            Files.writeString(file, SEARCH.replace("trials: 2", "trials: 3"));
            SearchResult more = search.run(file, out, true, new Silent());
            assertThat(more.trials()).hasSize(3);
            assertThat(more.trials().get(0).trial().costs())
                    .isEqualTo(there.trials().get(0).trial().costs());
        }
    }

    /** Returns the metrics of the test after a training in one process, without a search. */
    private Map<String, Double> trained(EmbeddedSora sora, Path manifest) {
        Plan plan = sora.plan(manifest, Overrides.none());
        TrainingRequest request = new TrainingRequest(folder.resolve("trained"), false);
        return sora.train(plan, request, event -> {}, new RunControl())
                .metrics()
                .of("test", "digit");
    }

    /** The driver copies the checkpoint of the parent, and a task continues from there. */
    @Test
    void aTrialBeginsWithTheWeightsOfAnother() throws IOException {
        String population =
                SEARCH.replace("  particles.view.units: {int: [4, 12]}\n", "")
                        .replace("epochs: 1", "epochs: 2")
                        .replace("{trials: 2}", "{trials: 3}")
                        .replace("{type: random}", "{type: pbt, population: 2, interval: 1}");
        Path file = Files.writeString(folder.resolve("search.yaml"), population);
        try (EmbeddedSora sora = EmbeddedSora.builder().build()) {
            Path out = folder.resolve("out");
            SearchResult result =
                    new SparkSearch(LocalSpark.context(), sora).run(file, out, false, new Silent());

            assertThat(result.trials()).hasSize(3);
            assertThat(result.trials()).allMatch(scored -> scored.problems().isEmpty());
            Trial branch = result.trials().get(2).trial();
            assertThat(branch.costs()).isPresent();
            List<String> own = history(out, branch.number());
            List<String> parents = history(out, branch.parent().orElseThrow());
            // the first epoch is that of the parent, with its times; the second one differs
            assertThat(own).hasSize(3);
            assertThat(own.get(1)).isEqualTo(parents.get(1));
            assertThat(own.get(2)).isNotEqualTo(parents.get(2));
        }
    }

    private static List<String> history(Path out, int trial) throws IOException {
        return Files.readAllLines(out.resolve("trials/%04d/history.csv".formatted(trial)));
    }

    @Test
    void anExecutorThatDoesNotSeeTheFolderIsRefused() throws IOException {
        Path manifest = Files.writeString(folder.resolve("manifest.yaml"), "name: one\n");
        TrialOrder order =
                TrialOrder.of(
                        new TrialTask(
                                0, manifest, folder, OptionalInt.empty(), Optional.empty(), false));
        Files.writeString(manifest, "name: another\n");

        TrialOutcome outcome = TrialReport.read(TrialRun.run(order));

        assertThat(outcome.problems()).extracting("code").containsExactly("SORA-7115");
    }

    @Test
    void aReportKeepsWhatATrialGave() {
        TrialOutcome outcome =
                new TrialOutcome(
                        Map.of("validation", Map.of("digit", Map.of("loss", 0.5))),
                        OptionalLong.of(7),
                        List.of());

        assertThat(TrialReport.read(TrialReport.write(outcome))).isEqualTo(outcome);
        TrialOutcome undefined =
                new TrialOutcome(
                        Map.of("validation", Map.of("digit", Map.of("loss", Double.NaN))),
                        OptionalLong.empty(),
                        List.of());
        assertThat(TrialReport.read(TrialReport.write(undefined))).isEqualTo(undefined);
    }

    /** Spark's speculative copies of a slow task would train in the same folder. */
    @Test
    void speculationIsRefused() {
        LocalSpark.context().sc().conf().set("spark.speculation", "true");
        try {
            assertThatThrownBy(() -> new SparkTrials(LocalSpark.context()))
                    .hasMessageContaining("SORA-7116");
        } finally {
            LocalSpark.context().sc().conf().remove("spark.speculation");
        }
    }
}
