// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.io.Json;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.run.TrialTask;
import dev.sora.search.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches from start to end, with trials that are computed instead of trained. */
final class TestSearchRun {

    private static final String TPE = SearchLab.SPACE + "strategy: {type: tpe, startup: 4}\n";

    private static final String RATE = "training.optimiser.learning_rate";

    @TempDir private Path dir;
    private SearchLab lab;
    private Path out;

    @BeforeEach
    void newLab() {
        lab = new SearchLab();
        out = dir.resolve("out");
    }

    private SearchResult search(String rest) {
        return lab.run(SearchLab.plan(dir, rest), out, false);
    }

    private static List<String> facts(SearchResult result) {
        return result.trials().stream()
                .map(Scored::trial)
                .map(trial -> trial + " " + trial.costs())
                .toList();
    }

    @Test
    void leavesTheBestModelItsManifestAndEveryTrial() throws IOException {
        SearchResult result = search(TPE + "budget: {trials: 12}\n");

        int best = result.best().number();
        assertThat(result.trials()).hasSize(12);
        assertThat(out.resolve("best.sora")).hasContent("model " + best);
        assertThat(out.resolve("best.yaml"))
                .hasSameTextualContentAs(out.resolve("trials/%04d/manifest.yaml".formatted(best)));
        assertThat(Files.readAllLines(out.resolve("trials.csv"))).hasSize(13);
        assertThat(out.resolve("report.html")).content().contains("<svg", "trial " + best);
        assertThat(out.resolve("search.json")).content().contains("\"importance\"");
        assertThat(result.trials().stream().mapToDouble(t -> t.trial().costs().get().get(0)).min())
                .hasValue(result.best().costs().orElseThrow().get(0));
        // of the others only reports stay
        long models =
                result.trials().stream()
                        .filter(
                                t ->
                                        Files.exists(
                                                out.resolve(
                                                        "trials/%04d/model.sora"
                                                                .formatted(t.trial().number()))))
                        .count();
        assertThat(models).isEqualTo(1);
    }

    @Test
    void looksAtTheTestDataOnceAtTheEnd() {
        SearchResult result = search(TPE + "budget: {trials: 6}\n");

        assertThat(lab.tasks).hasSize(7);
        assertThat(lab.tasks.subList(0, 6)).noneMatch(TrialTask::test);
        assertThat(lab.tasks.get(6).test()).isTrue();
        assertThat(lab.tasks.get(6).number()).isEqualTo(result.best().number());
        assertThat(result.test()).containsKey("y");
    }

    @Test
    void bestYamlIsAPlainManifestThatPlansToItself() throws IOException {
        search(TPE + "budget: {trials: 3}\n");

        String best = Files.readString(out.resolve("best.yaml"));
        assertThat(
                        SearchLab.planned(
                                dir,
                                "search: 1\nmanifest: out/best.yaml\n"
                                        + TPE
                                        + "budget: {trials: 1}\n"))
                .isNotNull();
        assertThat(best).contains("manifest: 1", "learning_rate:");
    }

    @Test
    void aResumedSearchMakesTheTrialsOfAnUndisturbedOne() throws IOException {
        String text = TPE + "budget: {trials: 14}\n";
        List<String> whole = facts(search(text));
        SearchPlan plan = SearchLab.plan(dir, text);
        Path second = dir.resolve("second");
        for (int most : new int[] {3, 2, 5, Integer.MAX_VALUE}) {
            SearchLab part = new SearchLab();
            part.most = most;
            if (most < Integer.MAX_VALUE) {
                assertThatThrownBy(() -> part.run(plan, second, Files.exists(second)))
                        .isInstanceOf(IllegalStateException.class);
                // whatever was written last may be torn
                Files.writeString(
                        second.resolve("journal.jsonl"),
                        "{\"trial\":99,\"sta",
                        StandardOpenOption.APPEND);
            } else {
                assertThat(facts(part.run(plan, second, true))).isEqualTo(whole);
            }
        }
    }

    /** In other tools a study that went on began with the parameters that it had tried before. */
    @Test
    void aLargerBudgetContinuesWithNewTrials() {
        SearchResult first = search(TPE + "budget: {trials: 4}\n");
        SearchPlan more = SearchLab.plan(dir, TPE + "budget: {trials: 9}\nparallel: 2\n");
        SearchResult second = lab.run(more, out, true);

        assertThat(facts(second).subList(0, 4)).isEqualTo(facts(first));
        assertThat(second.trials()).hasSize(9);
        assertThat(second.trials().stream().map(t -> t.trial().values())).doesNotHaveDuplicates();
    }

    @Test
    void equalValuesAreNotTrainedTwice() {
        SearchResult result =
                search(
                        """
                        space:
                          particles.view.count: {int: [1, 3]}
                        goal: val_loss
                        strategy: {type: random}
                        budget: {time: 1h}
                        """);

        assertThat(lab.tasks).hasSize(4);
        assertThat(result.ended()).contains("made before");
        assertThat(result.best().values()).isEqualTo(Map.of("particles.view.count", 3L));
    }

    @Test
    void severalGoalsGiveAParetoFront() {
        SearchResult result =
                search(
                        SearchLab.SPACE.replace(
                                        "goal: val_loss",
                                        "goal: [val_loss, val_plain-error, parameters]")
                                + "budget: {trials: 5}\n");

        assertThat(result.front()).hasSize(1);
        assertThat(result.best().costs().orElseThrow()).hasSize(3).contains(17.0);
        assertThat(out.resolve("report.html")).content().contains("Pareto front");
    }

    /** In other tools settings with conditions were left out, or stopped the computation. */
    @Test
    void settingsWithConditionsHaveAnImportance() throws IOException {
        search(
                """
                space:
                  particles.view.count: {int: [3, 4]}
                  training.batch_size: {choice: [8, 16]}
                  training.optimiser.learning_rate:
                    float: [0.0001, 1.0]
                    log: true
                    when: {particles.view.count: 3}
                goal: val_loss
                strategy: {type: random}
                budget: {trials: 40}
                """);

        Map<?, ?> importance =
                (Map<?, ?>)
                        Json.readObject(Files.readString(out.resolve("search.json")), "search.json")
                                .get("importance");
        assertThat(importance.values().stream().mapToDouble(share -> (Double) share).sum())
                .isCloseTo(1, within(1e-9));
        assertThat((Double) importance.get("training.optimiser.learning_rate"))
                .isGreaterThan((Double) importance.get("training.batch_size"));
    }

    @Test
    void epochsCanBeSearchedToo() {
        SearchResult result =
                search(
                        """
                        space:
                          training.epochs: {int: [2, 5]}
                        goal: val_loss
                        strategy: {type: grid}
                        budget: {trials: 9}
                        """);

        assertThat(result.trials().stream().map(t -> t.trial().epochs()))
                .containsExactlyInAnyOrder(2, 3, 4, 5);
        assertThat(lab.tasks).allMatch(task -> task.epochs().isEmpty());
    }

    @Test
    void aPromotedTrialContinuesInItsFolder() {
        SearchResult result =
                search(SearchLab.SPACE + "strategy: {type: asha}\nbudget: {trials: 6}\n");

        Trial whole =
                result.trials().stream()
                        .map(Scored::trial)
                        .filter(trial -> trial.epochs() == 9)
                        .findFirst()
                        .orElseThrow();
        List<TrialTask> own =
                lab.tasks.stream()
                        .filter(task -> task.number() == whole.number() && !task.test())
                        .toList();
        assertThat(own).hasSizeGreaterThan(1);
        assertThat(own.stream().map(TrialTask::folder).distinct()).hasSize(1);
        assertThat(own.get(0).epochs()).hasValue(1);
        assertThat(own.get(own.size() - 1).epochs()).isEmpty();
    }

    @Test
    void parallelTrialsDivideTheCoresAndDiffer() {
        SearchResult result = search(TPE + "budget: {trials: 8}\nparallel: 3\n");

        assertThat(result.trials()).hasSize(8);
        assertThat(result.trials().stream().map(t -> t.trial().values())).doesNotHaveDuplicates();
        assertThat(SearchLab.manifest(lab.tasks.get(0)).tree().get("engine"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("threads", 1L);
    }

    /** Otherwise a search could end below what the user had found by hand. */
    @ParameterizedTest
    @ValueSource(strings = {"random", "tpe", "cma-es", "successive-halving", "asha", "pbt"})
    void firstTriesTheValuesOfTheManifest(String strategy) throws IOException {
        String rest =
                "space: {training.optimiser.learning_rate: {float: [0.0001, 1.0], log: true}}\n"
                        + "goal: val_loss\nseed: 5\nbudget: {trials: 4}\nstrategy: {type: %s}\n"
                                .formatted(strategy);
        SearchResult result = search(rest);
        SearchResult without =
                lab.run(
                        SearchLab.plan(dir, rest + "manifest_first: false\n"),
                        dir.resolve("without"),
                        false);

        assertThat(values(result).get(0)).isEqualTo(Map.of(RATE, 0.01));
        assertThat(values(without).get(0)).isNotEqualTo(Map.of(RATE, 0.01));
        assertThat(columns("of_manifest", out))
                .startsWith("yes", "")
                .doesNotContainSequence("yes", "yes");
        assertThat(columns("of_manifest", dir.resolve("without"))).containsOnly("");
        // what the strategy draws for the others does not change
        if (strategy.equals("random")) {
            assertThat(values(result).subList(1, 4)).isEqualTo(values(without).subList(1, 4));
        }
    }

    @Test
    void leavesOutValuesOfTheManifestThatAreNotInTheSpace() throws IOException {
        String rest =
                "space: {training.optimiser.learning_rate: {float: [0.1, 1.0]},"
                        + " particles.view.count: {int: [1, 8]}}\n"
                        + "goal: val_loss\nbudget: {trials: 2}\n";
        search(rest);

        assertThat(columns("of_manifest", out)).containsOnly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grid", "growth"})
    void strategiesOfFixedPointsStayAsTheyAre(String strategy) throws IOException {
        search(
                "space: {particles.view.count: {int: [1, 8]}}\ngoal: val_loss\n"
                        + "set: {particles.view.count: 5}\n"
                        + "budget: {trials: 2}\nstrategy: {type: %s}\n".formatted(strategy));

        assertThat(columns("of_manifest", out)).containsOnly("");
    }

    private static List<Map<String, Object>> values(SearchResult result) {
        return result.trials().stream().map(scored -> scored.trial().values()).toList();
    }

    /** Returns the cells of a column of trials.csv, none of which is quoted here. */
    private static List<String> columns(String name, Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("trials.csv"));
        int index = List.of(lines.get(0).split(",")).indexOf(name);
        return lines.stream().skip(1).map(line -> line.split(",", -1)[index]).toList();
    }
}
