// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.search.ChoiceDomain;
import dev.sora.search.IntegerDomain;
import dev.sora.search.NumberDomain;
import dev.sora.search.Parameter;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.Trial;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Population-based training on an example whose trials need the weights of each other. */
final class TestPopulation {

    private static final Strategy PBT =
            TriedSearch.strategy(
                    "pbt", Map.of("population", 4, "interval", 2, "quantile", 0.25, "resample", 1));

    private static ToyPopulation toy(OptionalInt most, long seed) {
        return new ToyPopulation(ToyPopulation.ONE_OF_TWO, most, 40, seed);
    }

    @Test
    void findsWhatNoTrialFindsAlone() {
        for (long seed = 0; seed < 5; seed++) {
            ToyPopulation alone = toy(OptionalInt.of(4), seed);
            alone.run(TriedSearch.strategy("random", Map.of()), 1);
            ToyPopulation trained = toy(OptionalInt.empty(), seed).run(PBT, 1);

            // Jaderberg et al. (2017): 0.4 without the weights of others, 1.2 with them
            assertThat(alone.best()).isLessThan(0.4);
            assertThat(trained.best()).isGreaterThan(1.15);
        }
    }

    @Test
    void replacesTheWorstAfterEachInterval() {
        ToyPopulation trained = toy(OptionalInt.empty(), 3).run(PBT, 1);

        // 40 epochs, compared after 2, 4 ... 38, one of four replaced each time
        assertThat(trained.trials).hasSize(4 + 19);
        assertThat(trained.trials.stream().skip(4))
                .allMatch(trial -> trial.parent().isPresent())
                .extracting(Trial::inheritedEpochs)
                .startsWith(2, 4, 6)
                .endsWith(38);
        assertThat(trained.trials.stream().filter(trial -> trial.epochs() == 40)).hasSize(4);
    }

    @Test
    void doesNotDependOnWhichTrialEndsFirst() {
        List<String> one = toy(OptionalInt.empty(), 3).run(PBT, 1).facts();

        assertThat(toy(OptionalInt.empty(), 3).run(PBT, 3).facts()).isEqualTo(one);
        assertThat(toy(OptionalInt.empty(), 3).run(PBT, 100).facts()).isEqualTo(one);
    }

    @Test
    void startsNoMoreTrialsThanTheBudgetHas() {
        ToyPopulation trained = toy(OptionalInt.of(9), 3).run(PBT, 2);

        assertThat(trained.trials).hasSize(9);
        assertThat(trained.trials.stream().filter(trial -> trial.epochs() == 40)).hasSize(4);
    }

    /** A round that is over must not ask again for copies of trials that have been continued. */
    @Test
    void aLargerBudgetDoesNotReopenARound() {
        ToyPopulation small = toy(OptionalInt.of(9), 3).run(PBT, 1);
        ToyPopulation large = toy(OptionalInt.of(30), 3);
        large.trials.addAll(small.trials);

        assertThat(PBT.suggest(large)).isEmpty();
    }

    @Test
    void aTrialThatFailsIsReplacedAndNeverCopied() {
        ToyPopulation trained = toy(OptionalInt.empty(), 3);
        trained.failing = 1;
        trained.run(PBT, 1);

        assertThat(trained.trials)
                .noneMatch(trial -> trial.parent().equals(OptionalInt.of(1)))
                .filteredOn(trial -> trial.inheritedEpochs() == 2)
                .hasSize(1);
        assertThat(trained.best()).isGreaterThan(1);
    }

    /** In Ray Tune (ray-project/ray 11936) values left the range that they were drawn from. */
    @Test
    void changedValuesStayInTheSpaceAndChange() {
        Space space =
                Space.of(
                        List.of(
                                Parameter.of("kind", ChoiceDomain.of(List.of("a", "b"))),
                                Parameter.of("rate", NumberDomain.logarithmic(1e-3, 1)),
                                Parameter.of("share", NumberDomain.of(-0.5, 0.5)),
                                Parameter.of("step", NumberDomain.of(0, 0.9, 0.1)),
                                Parameter.of("units", IntegerDomain.of(-8, 64, 8)),
                                Parameter.of("width", IntegerDomain.logarithmic(1, 1000)),
                                Parameter.of(
                                        "only",
                                        NumberDomain.of(0, 1),
                                        Map.of("kind", List.of("b")))));
        for (double resample : new double[] {0, 0.3, 1}) {
            Settings settings =
                    Settings.of(
                            Population.DESCRIPTOR.settings(),
                            Map.of("factor", 1.5, "resample", resample));
            Perturbation perturbation = new Perturbation(settings);
            SplittableRandom random = new SplittableRandom(7);
            Map<String, Object> values = space.draw(random);
            for (int i = 0; i < 500; i++) {
                Map<String, Object> next = perturbation.of(values, space, random);
                assertThat(space.contains(next)).as("%s", next).isTrue();
                values = next;
            }
        }
    }

    /** An integer that is multiplied and cut off would stay at 1 for ever. */
    @Test
    void smallIntegersAndZeroMove() {
        Space space =
                Space.of(
                        List.of(
                                Parameter.of("units", IntegerDomain.of(1, 9, 1)),
                                Parameter.of("share", NumberDomain.of(0, 1))));
        Perturbation perturbation =
                new Perturbation(
                        Settings.of(Population.DESCRIPTOR.settings(), Map.of("resample", 0)));
        SplittableRandom random = new SplittableRandom(7);

        boolean moved = false;
        boolean grew = false;
        for (int i = 0; i < 20; i++) {
            Map<String, Object> next =
                    perturbation.of(Map.of("units", 1L, "share", 0.0), space, random);
            moved |= next.get("units").equals(2L);
            grew |= (Double) next.get("share") > 0;
        }
        assertThat(moved).isTrue();
        assertThat(grew).isTrue();
    }
}
