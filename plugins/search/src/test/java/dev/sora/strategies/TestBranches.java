// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.RunControl;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.io.Json;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.run.TrialOutcome;
import dev.sora.core.search.run.TrialRunner;
import dev.sora.core.search.run.TrialTask;
import dev.sora.problem.SoraException;
import dev.sora.search.Trial;
import dev.sora.testkit.SoraFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Trials that begin with the weights of others, trained by real trainings of a small model. */
final class TestBranches {

    private static final String PBT =
            """
            space:
              training.optimiser.learning_rate: {float: [0.0001, 0.02], log: true}
            goal: val_loss
            seed: 5
            budget: {trials: 40}
            strategy: {type: pbt, population: 4, interval: 3, quantile: 0.25, factor: 3}
            """;

    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugins();

    @TempDir private Path dir;
    private Path out;

    @BeforeEach
    void names() {
        out = dir.resolve("out");
    }

    /** Trains in this process, as the child processes of a search do. */
    private static TrialOutcome train(TrialTask task) {
        RunControl control = new RunControl();
        task.epochs().ifPresent(control::stopAfter);
        try {
            TrainingResult result =
                    SORA.runtime()
                            .train(
                                    SORA.validate(task.manifest()),
                                    new TrainingRequest(
                                            task.folder(),
                                            true,
                                            Optional.empty(),
                                            Optional.empty(),
                                            task.test()),
                                    event -> {},
                                    control);
            double loss = result.metrics().find("validation", "y", "loss").orElseThrow();
            return new TrialOutcome(
                    Map.of("validation", Map.of("y", Map.of("loss", loss))),
                    OptionalLong.empty(),
                    List.of());
        } catch (SoraException e) {
            return TrialOutcome.failed(e.problems());
        }
    }

    private SearchPlan plan(String rest) {
        return SearchLab.plan(dir, rest);
    }

    private SearchResult search(String rest, TrialRunner runner, boolean resume) {
        return SearchLab.run(plan(rest), out, resume, runner, new RunControl());
    }

    private static List<String> facts(SearchResult result) {
        return result.trials().stream()
                .map(Scored::trial)
                .map(trial -> trial + " " + trial.parent() + " " + trial.costs())
                .toList();
    }

    private static List<Trial> branches(SearchResult result) {
        return result.trials().stream()
                .map(Scored::trial)
                .filter(trial -> trial.parent().isPresent())
                .toList();
    }

    /** Returns the losses of each epoch from the history of a trial, without its times. */
    private List<List<String>> losses(int trial) throws IOException {
        Path file = out.resolve("trials/%04d/history.csv".formatted(trial));
        try (Stream<String> lines = Files.lines(file)) {
            List<List<String>> rows = lines.map(line -> Arrays.asList(line.split(","))).toList();
            List<String> names = rows.get(0);
            return rows.stream()
                    .skip(1)
                    .map(
                            row ->
                                    Stream.of("loss", "val_loss")
                                            .map(name -> row.get(names.indexOf(name)))
                                            .toList())
                    .toList();
        }
    }

    @Test
    void aBranchContinuesTheTrainingOfItsParent() throws IOException {
        SearchResult result = search(PBT, TestBranches::train, false);

        assertThat(result.trials().stream().map(Scored::problems)).allMatch(List::isEmpty);
        assertThat(branches(result)).hasSize(2);
        for (Trial branch : branches(result)) {
            int after = branch.inheritedEpochs();
            List<List<String>> own = losses(branch.number());
            List<List<String>> parents = losses(branch.parent().orElseThrow());
            assertThat(own.subList(0, after)).isEqualTo(parents.subList(0, after));
            // with another learning rate, the next epoch differs: in Ray Tune the checkpoint
            // overwrote the changed values (ray-project/ray 62173)
            assertThat(own.get(after)).isNotEqualTo(parents.get(after));
        }
        saysWhatTheBestWasTrainedWith(result);
    }

    private void saysWhatTheBestWasTrainedWith(SearchResult result) throws IOException {
        Map<String, Object> tree =
                Json.readObject(Files.readString(out.resolve("search.json")), "search.json");
        boolean branched = result.best().parent().isPresent();
        assertThat(tree.containsKey("lineage")).isEqualTo(branched);
        assertThat(
                        Files.readString(out.resolve("best.yaml"))
                                .startsWith("# The values of the last"))
                .isEqualTo(branched);
        List<?> trials = (List<?>) tree.get("trials");
        for (Trial branch : branches(result)) {
            assertThat((Map<?, ?>) trials.get(branch.number()))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry("parent", (long) branch.parent().orElseThrow())
                    .containsEntry("parent_epochs", (long) branch.inheritedEpochs());
        }
    }

    @Test
    void aKilledSearchMakesTheTrialsOfAnUndisturbedOne() {
        List<String> whole = facts(search(PBT, TestBranches::train, false));
        out = dir.resolve("second");
        for (int most : new int[] {2, 3, 2, Integer.MAX_VALUE}) {
            AtomicInteger left = new AtomicInteger(most);
            TrialRunner dying =
                    task -> {
                        if (left.getAndDecrement() <= 0) {
                            throw new IllegalStateException("the process ends here");
                        }
                        return train(task);
                    };
            if (most < Integer.MAX_VALUE) {
                assertThatThrownBy(() -> search(PBT, dying, Files.exists(out)))
                        .isInstanceOf(IllegalStateException.class);
            } else {
                assertThat(facts(search(PBT, dying, true))).isEqualTo(whole);
            }
        }
    }

    /**
     * In Ray Tune a trial was continued from a checkpoint that did not exist, and trained from the
     * beginning, or the checkpoint had been removed (ray-project/ray 27170 and 9036).
     */
    @Test
    void aBranchWithoutTheWeightsOfItsParentFails() {
        TrialRunner losing =
                task -> {
                    TrialOutcome outcome = train(task);
                    for (java.io.File each : checkpoints(task)) {
                        assertThat(each.delete()).isTrue();
                    }
                    return outcome;
                };
        SearchResult result = search(PBT, losing, false);

        assertThat(branches(result)).isNotEmpty();
        for (Trial branch : branches(result)) {
            assertThat(result.trials().get(branch.number()).problems().get(0).code())
                    .isEqualTo("SORA-2712");
        }
    }

    private static java.io.File[] checkpoints(TrialTask task) {
        return task.folder().resolve("checkpoints").toFile().listFiles();
    }

    @Test
    void valuesThatChangeTheWeightsAreRefused() {
        for (String parameter :
                List.of(
                        "particles.view.count: {int: [1, 3]}",
                        "particles.view.units: {choice: [4, 8]}")) {
            assertThatThrownBy(
                            () ->
                                    plan(
                                            """
                                            space: {%s}
                                            goal: val_loss
                                            budget: {trials: 9}
                                            strategy: {type: pbt}
                                            """
                                                    .formatted(parameter)))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-2705")
                    .hasMessageContaining("passes weights");
        }
    }
}
