// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.results.SearchResult;
import dev.sora.problem.SoraException;
import dev.sora.search.Trial.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches of which something fails, or that are refused. */
final class TestSearchFailures {

    private static final String RATES =
            """
            space:
              training.optimiser.learning_rate: {float: [0.0001, 1.0], log: true}
            goal: val_loss
            budget: {time: 1h}
            """;
    private static final String TPE = SearchLab.SPACE + "strategy: {type: tpe, startup: 4}\n";

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

    @Test
    void refusesToMixSearches() {
        search(TPE + "budget: {trials: 2}\n");

        assertThatThrownBy(() -> search(TPE + "budget: {trials: 2}\n"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2707");
        SearchPlan other =
                SearchLab.plan(dir, TPE.replace("seed: 5", "seed: 6") + "budget: {trials: 3}\n");
        assertThatThrownBy(() -> lab.run(other, out, true))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2706");
    }

    @Test
    void refusesADamagedJournal() throws IOException {
        search(TPE + "budget: {trials: 2}\n");
        Path journal = out.resolve("journal.jsonl");
        List<String> lines = Files.readAllLines(journal);
        for (String hostile :
                List.of(
                        "{\"trial\":0,\"start\":{\"x\":1},\"epochs\":1,\"at\":0.0}",
                        "{\"trial\":-1,\"proceed\":3,\"at\":0.0}",
                        "{\"trial\":1,\"costs\":[null],\"seconds\":1.0,\"at\":0.0}",
                        "{\"trial\":9999999999,\"repeat\":0,\"at\":0.0}",
                        "not JSON")) {
            Files.write(journal, List.of(lines.get(0), hostile, lines.get(1)));
            assertThatThrownBy(
                            () ->
                                    lab.run(
                                            SearchLab.plan(dir, TPE + "budget: {trials: 2}\n"),
                                            out,
                                            true))
                    .as(hostile)
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-2708")
                    .hasMessageContaining("journal.jsonl:2");
        }
    }

    @Test
    void aFailedTrialIsRecordedAndTheSearchGoesOn() {
        lab.failing = 2;
        SearchResult result = search(TPE + "budget: {trials: 6}\n");

        assertThat(result.trials()).hasSize(6);
        assertThat(result.trials().get(2).trial().state()).isEqualTo(State.FAILED);
        assertThat(result.trials().get(2).problems().get(0).code()).isEqualTo("SORA-9002");
        assertThat(out.resolve("trials.csv")).content().contains("the Java heap is too small");
    }

    /** In other tools a NaN of the first trial stayed the best, or won at the end. */
    @Test
    void aGoalThatIsNotANumberIsAFailure() {
        AtomicInteger calls = new AtomicInteger();
        lab.value =
                manifest ->
                        calls.getAndIncrement() == 0
                                ? Double.NaN
                                : calls.get() == 3
                                        ? Double.NEGATIVE_INFINITY
                                        : SearchLab.distance(manifest);
        SearchResult result = search(TPE + "budget: {trials: 5}\n");

        assertThat(result.trials().stream().map(t -> t.trial().state()))
                .containsExactly(
                        State.FAILED, State.COMPLETE, State.FAILED, State.COMPLETE, State.COMPLETE);
        assertThat(result.trials().get(0).problems().get(0).code()).isEqualTo("SORA-2710");
        assertThat(result.best().costs()).isPresent();
    }

    @Test
    void aSearchOfFailuresEndsWithTheFirstOfThem() {
        lab.value = manifest -> Double.NaN;

        assertThatThrownBy(() -> search(TPE + "budget: {time: 1h}\n"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2709")
                .hasMessageContaining("SORA-2710");
        assertThat(lab.tasks).hasSizeBetween(20, 22);
    }

    @Test
    void aPopulationOfFailuresEndsWithTheFirstOfThem() {
        lab.value = manifest -> Double.NaN;

        assertThatThrownBy(() -> search(RATES + "strategy: {type: pbt, population: 4}\n"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2709")
                .hasMessageContaining("4 trials failed and none succeeded")
                .hasMessageContaining("SORA-2710");
        assertThat(lab.tasks).hasSize(4);
    }

    /** A disk that is full fails all that follows; what was measured before must not be lost. */
    @Test
    void aPopulationThatFailsLaterKeepsItsResults() {
        lab.fails = task -> task.epochs().orElse(9) > 2;
        SearchResult result = search(RATES + "strategy: {type: pbt, population: 4, interval: 2}\n");

        assertThat(result.trials()).hasSizeGreaterThan(3);
        assertThat(result.best().measurements()).extracting("epochs").containsExactly(2);
        assertThat(out.resolve("best.sora")).exists();
    }

    @Test
    void aStrategyThatFailsIsNamedAndTheResultsAreKept() {
        for (String fault : List.of("throws", "nothing", "outside")) {
            out = dir.resolve(fault);
            String strategy = "strategy: {type: faulty, sound: 3, fault: %s}\n".formatted(fault);
            String search = SearchLab.SPACE + strategy + "budget: {trials: 6}\n";

            for (boolean resumed : new boolean[] {false, true}) {
                assertThatThrownBy(() -> lab.run(SearchLab.plan(dir, search), out, resumed))
                        .as(fault)
                        .isInstanceOfSatisfying(
                                SoraException.class,
                                e ->
                                        assertThat(e.problems())
                                                .extracting("code")
                                                .containsExactly("SORA-3903"))
                        .hasMessageContaining("'faulty' of plugin 'faults'");
                assertThat(out.resolve("best.sora")).exists();
                assertThat(out.resolve("trials.csv")).content().hasLineCount(4);
            }
        }
    }

    @Test
    void aStrategyThatFailsWithoutAResultIsNamed() {
        assertThatThrownBy(
                        () ->
                                search(
                                        SearchLab.SPACE
                                                + "strategy: {type: faulty}\nbudget: {trials: 6}\n"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-3903");
        assertThat(out.resolve("search.json")).doesNotExist();
    }
}
