// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.RunControl;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.run.TrialTask;
import dev.sora.problem.SoraException;
import dev.sora.search.Trial.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search leaves in its folder, however it ends. */
final class TestSearchEnd {

    private static final String ASHA = SearchLab.SPACE + "strategy: {type: asha}\n";

    @TempDir private Path dir;
    private SearchLab lab;
    private Path out;

    @BeforeEach
    void newLab() {
        lab = new SearchLab();
        out = dir.resolve("out");
    }

    private SearchPlan plan(String rest) {
        String held = "    validation: {fraction: 0.25}\n";
        String manifest = SearchLab.MANIFEST.replace(held, held + "    test: {fraction: 0.25}\n");
        return SearchLab.planned(dir, "search: 1\n" + manifest + rest);
    }

    private List<Path> weights() throws IOException {
        try (var files = Files.walk(out.resolve("trials"))) {
            return files.filter(file -> file.toString().endsWith(".sora")).toList();
        }
    }

    @Test
    void refusesAFolderWithFilesThatItWouldReplace() throws IOException {
        SearchPlan plan = plan(SearchLab.SPACE + "budget: {trials: 2}\n");
        Files.createDirectories(out.resolve("trials"));
        for (String name : List.of("report.html", "best.sora", "trials/notes.txt")) {
            Path own = Files.writeString(out.resolve(name), "of somebody else");
            for (boolean resume : new boolean[] {false, true}) {
                assertThatThrownBy(() -> lab.run(plan, out, resume))
                        .isInstanceOf(SoraException.class)
                        .hasMessageContaining("SORA-2707")
                        .hasMessageContaining(name.split("/")[0]);
            }
            assertThat(own).hasContent("of somebody else");
            Files.delete(own);
        }
        Path journal = Files.writeString(out.resolve("journal.jsonl"), "{\"day\":1}\n{\"day");
        assertThatThrownBy(() -> lab.run(plan, out, true)).hasMessageContaining("SORA-2708");
        assertThat(journal).hasContent("{\"day\":1}\n{\"day");
    }

    @Test
    void theResultsStayUntilACompleteSearchReplacesThem() throws IOException {
        lab.run(plan(SearchLab.SPACE + "budget: {trials: 3}\n"), out, false);
        String before = Files.readString(out.resolve("search.json"));
        lab.most = lab.tasks.size() + 1;

        assertThatThrownBy(
                        () -> lab.run(plan(SearchLab.SPACE + "budget: {trials: 6}\n"), out, true))
                .isInstanceOf(IllegalStateException.class);
        assertThat(out.resolve("search.json")).hasContent(before);
    }

    @Test
    void aFailureToMeasureTheTestDataKeepsTheResults() {
        lab.fails = TrialTask::test;
        SearchResult result = lab.run(plan(SearchLab.SPACE + "budget: {trials: 3}\n"), out, false);

        assertThat(result.problems().get(0).code()).isEqualTo("SORA-9002");
        assertThat(result.test()).isEmpty();
        assertThat(out.resolve("best.sora")).hasContent("model " + result.best().number());
        assertThat(out.resolve("search.json")).content().contains("SORA-9002");
        assertThat(out.resolve("report.html")).content().contains("could not be measured");
    }

    @Test
    void theTestDataIsMeasuredAfterTheResultsAreWritten() {
        lab.most = 3;

        assertThatThrownBy(
                        () -> lab.run(plan(SearchLab.SPACE + "budget: {trials: 3}\n"), out, false))
                .isInstanceOf(IllegalStateException.class);
        assertThat(out.resolve("best.sora")).exists();
        assertThat(out.resolve("search.json")).exists();
    }

    @Test
    void aSearchThatIsAskedToStopKeepsItsResults() {
        lab.blocks =
                task -> {
                    if (task.number() == 2 && !task.test()) {
                        lab.control.stop();
                        return true;
                    }
                    return false;
                };
        SearchResult result =
                lab.run(plan(SearchLab.SPACE + "budget: {trials: 9}\nparallel: 1\n"), out, false);

        assertThat(result.ended()).isEqualTo("it was asked to stop");
        assertThat(result.trials()).hasSize(3);
        assertThat(result.trials().get(2).trial().state()).isEqualTo(State.RUNNING);
        assertThat(out.resolve("best.sora")).hasContent("model " + result.best().number());

        lab.blocks = task -> false;
        lab.control = new RunControl();
        assertThat(
                        lab.run(
                                        plan(
                                                SearchLab.SPACE
                                                        + "budget: {trials: 9}\nparallel: 1\n"),
                                        out,
                                        true)
                                .ended())
                .isEqualTo("all 9 trials are made");
    }

    @Test
    void aContinuedTrialThatIsCutOffKeepsItsMeasurement() throws IOException {
        lab.blocks = task -> task.epochs().orElse(9) > 1 && !task.test();
        SearchPlan plan = plan(ASHA + "budget: {trials: 6, time: 1s}\n");
        SearchResult result = lab.run(plan, out, false);

        TrialTask promoted = lab.tasks.get(lab.tasks.size() - 2);
        TrialTask measured = lab.tasks.get(lab.tasks.size() - 1);
        assertThat(result.ended()).isEqualTo("the time is over");
        assertThat(result.best().number())
                .isEqualTo(promoted.number())
                .isEqualTo(measured.number());
        assertThat(result.best().measurements()).hasSize(1);
        assertThat(result.test()).isNotEmpty();
        String model = "model %d after 1".formatted(promoted.number());
        assertThat(measured.model()).hasValueSatisfying(file -> assertThat(file).hasContent(model));
        assertThat(out.resolve("best.sora")).hasContent(model);

        // a larger budget continues it
        SearchLab more = new SearchLab();
        SearchResult whole = more.run(plan(ASHA + "budget: {trials: 6}\n"), out, true);
        assertThat(more.tasks.get(0).number()).isEqualTo(promoted.number());
        assertThat(more.tasks.get(0).epochs()).hasValue(3);
        assertThat(whole.trials()).hasSize(6).allMatch(scored -> !scored.wentOn());
        assertThat(weights()).hasSize(1);
    }

    @Test
    void aContinuedTrialThatFailsKeepsItsMeasurementAndIsNotContinuedAgain() throws IOException {
        for (String strategy : List.of("asha", "successive-halving")) {
            lab = new SearchLab();
            out = dir.resolve(strategy);
            lab.fails = task -> task.epochs().orElse(9) > 1 && !task.test();
            String text =
                    SearchLab.SPACE
                            + "strategy: {type: %s}\nbudget: {trials: 9}\n".formatted(strategy);
            SearchResult result = lab.run(plan(text), out, false);

            Scored best = result.trials().get(result.best().number());
            double least =
                    result.trials().stream()
                            .mapToDouble(t -> t.trial().measurements().get(0).costs().get(0))
                            .min()
                            .orElseThrow();
            assertThat(best.trial().costs().orElseThrow()).containsExactly(least);
            assertThat(best.problems()).isNotEmpty();
            assertThat(best.epochs()).isEqualTo(1);
            assertThat(out.resolve("best.sora"))
                    .hasContent("model %d after 1".formatted(best.trial().number()));
            assertThat(lab.tasks.stream().filter(lab.fails).map(TrialTask::number))
                    .doesNotHaveDuplicates();
            // its model, and what the failed training might have left
            assertThat(weights())
                    .allMatch(
                            file ->
                                    file.getParent()
                                            .equals(lab.tasks.get(lab.tasks.size() - 1).folder()));
        }
    }

    @Test
    void weightsOfFailedTrialsAreRemoved() throws IOException {
        lab.value = manifest -> lab.tasks.size() < 3 ? Double.NaN : lab.tasks.size();
        SearchResult result = lab.run(plan(SearchLab.SPACE + "budget: {trials: 4}\n"), out, false);

        assertThat(result.trials().get(0).trial().state()).isEqualTo(State.FAILED);
        assertThat(weights()).containsExactly(out.resolve("trials/0002/model.sora"));
    }

    /** What is drawn twice took a place of another one, and was trained in an empty folder. */
    @Test
    void repeatedTrialsTakeNoPlaceAmongThoseThatContinue() {
        for (String strategy : List.of("asha", "successive-halving")) {
            lab = new SearchLab();
            SearchResult result =
                    lab.run(
                            plan(
                                    "space: {particles.view.count: {int: [1, 3]}}\n"
                                            + "goal: val_loss\nstrategy: {type: %s}\n"
                                                    .formatted(strategy)
                                            + "seed: 2\nbudget: {trials: 9}\n"),
                            dir.resolve(strategy),
                            false);

            List<Scored> copies =
                    result.trials().stream().filter(t -> t.sameAs().isPresent()).toList();
            assertThat(copies).hasSize(6);
            for (Scored copy : copies) {
                Scored original = result.trials().get(copy.sameAs().getAsInt());
                assertThat(copy.trial().costs()).isEqualTo(original.trial().costs());
                assertThat(copy.epochs()).isEqualTo(original.epochs());
                assertThat(lab.tasks).noneMatch(task -> task.number() == copy.trial().number());
            }
            assertThat(result.best().values().get("particles.view.count")).isEqualTo(3L);
            // of three that differ, one is continued to the next rung
            assertThat(lab.tasks.stream().filter(task -> task.epochs().orElse(9) == 3)).hasSize(1);
        }
    }

    @Test
    void anotherKindOfValuesOrOtherDataIsAnotherSearch() throws IOException {
        String space = "space: {particles.view.count: {%s: [1, 3]}}\ngoal: val_loss\n";
        String rest = "budget: {trials: 1}\n";
        lab.run(plan(space.formatted("int") + rest), out, false);

        SearchPlan choice = plan(space.formatted("choice") + rest);
        assertThatThrownBy(() -> lab.run(choice, out, true)).hasMessageContaining("SORA-2706");
        Path table = Files.writeString(dir.resolve("table.csv"), "x,y\n1,2\n");
        SearchPlan plan = plan(space.formatted("int") + rest);
        SearchPlan read =
                new SearchPlan(
                        plan.name(),
                        plan.manifests(),
                        plan.space(),
                        plan.goals(),
                        plan.trials(),
                        plan.time(),
                        plan.parallel(),
                        plan.strategy(),
                        plan.seed(),
                        plan.epochs(),
                        plan.start(),
                        List.of(table));
        Path second = dir.resolve("second");
        lab.run(read, second, false);
        lab.run(read, second, true);
        Files.writeString(table, "x,y\n1,3\n");
        assertThatThrownBy(() -> lab.run(read, second, true)).hasMessageContaining("SORA-2706");
    }

    @Test
    void anUnknownNumberOfParametersIsNotTheLeast() {
        lab.parameters = OptionalLong.empty();
        String goals = SearchLab.SPACE.replace("goal: val_loss", "goal: [val_loss, parameters]");

        assertThatThrownBy(() -> lab.run(plan(goals + "budget: {trials: 2}\n"), out, false))
                .hasMessageContaining("SORA-2709")
                .hasMessageContaining("SORA-2710");
    }

    @Test
    void aTableOfTrialsHasNoFormulas() throws IOException {
        lab.run(
                plan(
                        "space: {name: {choice: ['=1+1', '@name']}}\ngoal: val_loss\n"
                                + "strategy: {type: grid}\nbudget: {trials: 2}\n"),
                out,
                false);

        assertThat(Files.readAllLines(out.resolve("trials.csv")))
                .anyMatch(line -> line.contains(",'=1+1,"))
                .anyMatch(line -> line.contains(",'@name,"));
    }
}
