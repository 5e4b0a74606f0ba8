// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.search.SearchPlan;
import dev.sora.problem.SoraException;
import dev.sora.search.IntegerDomain;
import dev.sora.search.NumberDomain;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Search files: what is refused before a trial starts, and in which words. */
final class TestSearchPlanner {

    private static final String REST = "goal: val_loss\nbudget: {trials: 3}\n";

    @TempDir private Path dir;

    private SearchPlan plan(String parameter) {
        return SearchLab.plan(dir, "space:\n  " + parameter + "\n" + REST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.epochs: {int: [0, 10], log: true} | SORA-2701 | no logarithm",
                "training.optimiser.learning_rate: {float: [0, 1], log: true} | SORA-2701 | above 0",
                "training.epochs: {int: [1, 9], log: true, step: 2} | SORA-2701 | remove one of them",
                "training.epochs: {int: [1, 9], step: 10} | SORA-2701 | leads nowhere",
                "training.epochs: {int: [9, 1]} | SORA-2701 | the lower bound",
                "training.epochs: {int: [1.5, 9]} | SORA-2701 | not integers",
                "training.epochs: {int: [1]} | SORA-2701 | two numbers",
                "training.epochs: {choice: []} | SORA-2701 | no list of choices",
                "training.epochs: {choice: [1, 1]} | SORA-2701 | a choice twice",
                "training.epochs: {choice: [1, 2], log: true} | SORA-2701 | remove 'log'",
                "training.epochs: {} | SORA-2701 | one of 'choice'",
                "training.epochs: {int: [1, 2], float: [1, 2]} | SORA-2701 | int and float",
                "training.epochs: {int: [1, .inf]} | SORA-2701 | both finite",
                "training..epochs: {int: [1, 2]} | SORA-2701 | path of a key",
                "training.epochs: {int: [1, 2], hwen: {}} | SORA-2101 | when",
                "training.epochs: {int: [1, 2], when: {other: 1}} | SORA-2702 | no other parameter",
                "particles.view.from[5]: {choice: [x]} | SORA-2704 | past the end of a list",
                "training.optimizer.learning_rate: {float: [0.1, 1]} | SORA-2704 | optimizer",
                "training.optimiser.learning_rate: {float: [-1, 1]} | SORA-2704 | learning_rate=-1.0",
                "particles.view.count: {int: [0, 4]} | SORA-2704 | view.count=0"
            })
    void refusesAParameter(String parameter, String code, String words) {
        assertThatThrownBy(() -> plan(parameter))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "goal: test_loss | a search does not look at the test data",
                "goal: loss | did you mean 'val_loss'?",
                "goal: val_accuracy | val_plain-error",
                "goal: [val_loss, val_loss] | named twice",
                "goal: [] | 1 to 5 goals"
            })
    void refusesAGoal(String goal, String words) {
        assertThatThrownBy(
                        () ->
                                SearchLab.plan(
                                        dir,
                                        "space: {training.epochs: {int: [1, 2]}}\n"
                                                + "budget: {trials: 1}\n"
                                                + goal
                                                + "\n"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2703")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "budget: {} | SORA-2711 | nothing limits",
                "budget: {time: soon} | SORA-2711 | 1h30m",
                "budget: {trials: 0} | SORA-2111 | budget.trials",
                "budget: {trials: 1}|SORA-2705|decides on the epochs itself",
            })
    void refusesABudgetAndEpochsOfAStrategyThatChoosesThem(
            String budget, String code, String words) {
        assertThatThrownBy(
                        () ->
                                SearchLab.plan(
                                        dir,
                                        "space: {training.epochs: {int: [1, 2]}}\n"
                                                + "goal: val_loss\nstrategy: {type: asha}\n"
                                                + budget
                                                + "\n"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(words);
    }

    @Test
    void refusesConditionsThatAreNeverMetOrLeadInACircle() {
        assertThatThrownBy(
                        () ->
                                plan(
                                        "training.epochs: {int: [1, 2], when: {a: 1}}\n"
                                                + "  a: {int: [1, 2], when: {training.epochs: 2}}"))
                .hasMessageContaining("SORA-2702")
                .hasMessageContaining("circle");
        assertThatThrownBy(
                        () ->
                                plan(
                                        "training.epochs: {int: [1, 2], when: {training.batch_size: 3}}\n"
                                                + "  training.batch_size: {choice: [1, 2]}"))
                .hasMessageContaining("SORA-2702")
                .hasMessageContaining("never met");
    }

    @Test
    void namesEveryProblemWithItsPlace() {
        assertThatThrownBy(
                        () ->
                                SearchLab.plan(
                                        dir,
                                        "space:\n  a: {int: [2, 1]}\n  b: {float: [0, 1], log: true}\n"
                                                + "parallel: 0\n"))
                .hasMessageContaining("numbers.yaml:19:")
                .hasMessageContaining("numbers.yaml:20:")
                .hasMessageContaining("parallel")
                .hasMessageContaining("needs 'goal'");
    }

    @Test
    void refusesTwoPathsOfOneKey() {
        assertThatThrownBy(() -> plan("a[0]: {int: [1, 2]}\n  'a[00]': {int: [1, 2]}"))
                .hasMessageContaining("SORA-2701")
                .hasMessageContaining("are the same key");
        assertThatThrownBy(
                        () -> plan("training.epochs: {int: [1, 2]}\nset: {'a[0]': 1, 'a[00]': 2}"))
                .hasMessageContaining("are the same key");
        assertThatThrownBy(() -> plan("training.epochs: {int: [1, 2]}\nset: {'a[3]': 1}"))
                .hasMessageContaining("past the end of a list");
    }

    @Test
    void refusesATrainingWithoutValidationData() {
        assertThatThrownBy(
                        () ->
                                SearchLab.planned(
                                        dir,
                                        "search: 1\n"
                                                + SearchLab.MANIFEST.replace(
                                                        "    validation: {fraction: 0.25}\n", "")
                                                + "space: {training.epochs: {int: [1, 2]}}\n"
                                                + REST))
                .hasMessageContaining("SORA-2703")
                .hasMessageContaining("no validation data");
    }

    @Test
    void setsValuesForEveryTrial() {
        SearchPlan plan =
                SearchLab.plan(
                        dir,
                        "set: {training.epochs: 4, training.optimiser.learning_rate: 0.5}\n"
                                + "space: {training.batch_size: {choice: [4, 8]}}\n"
                                + REST);

        assertThat(plan.epochs()).isEqualTo(4);
        assertThatThrownBy(() -> plan("training.epochs: {int: [1, 2]}\nset: {training..epochs: 1}"))
                .hasMessageContaining("SORA-2701")
                .hasMessageContaining("path of a key");
    }

    @Test
    void sortsParametersByTheirConditions() {
        SearchPlan plan =
                plan(
                        "training.clip_norm: {float: [1, 2], when: {training.batch_size: [8, 16]}}\n"
                                + "  training.batch_size: {choice: [4, 8, 16]}");

        assertThat(plan.space().parameters().get(0).name()).isEqualTo("training.batch_size");
        assertThat(plan.goals().get(0).higherIsBetter()).isFalse();
    }

    /** In other tools a step led beyond the upper bound, or rounding past a bound. */
    @Test
    void noValueIsBeyondItsBounds() {
        IntegerDomain stepped = IntegerDomain.of(1, 10, 4);
        IntegerDomain log = IntegerDomain.logarithmic(1, 7);
        NumberDomain tenths = NumberDomain.of(0.1, 0.75, 0.1);
        NumberDomain rates = NumberDomain.logarithmic(1e-5, 1e-1);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            double u = i == 0 ? 0 : i == 1 ? 1 : random.nextDouble(-0.1, 1.1);
            assertThat(stepped.at(u)).isIn(1L, 5L, 9L);
            assertThat(log.at(u)).isBetween(1L, 7L);
            assertThat(tenths.at(u)).isIn(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
            assertThat(rates.at(u)).isBetween(1e-5, 1e-1);
            assertThat(stepped.at(stepped.position(stepped.at(u)))).isEqualTo(stepped.at(u));
            assertThat(log.at(log.position(log.at(u)))).isEqualTo(log.at(u));
            assertThat(tenths.at(tenths.position(tenths.at(u)))).isEqualTo(tenths.at(u));
        }
    }
}
