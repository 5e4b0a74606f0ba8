// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.SoraException;
import dev.sora.search.ChoiceDomain;
import dev.sora.search.IntegerDomain;
import dev.sora.search.NumberDomain;
import dev.sora.search.Parameter;
import dev.sora.search.Space;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.search.Trial.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies on functions: what they cover, and how fast they find minima. */
final class TestStrategies {

    private static final Space MIXED =
            Space.of(
                    List.of(
                            Parameter.of("kind", ChoiceDomain.of(List.of("adam", "sgd", "nag"))),
                            Parameter.of("rate", NumberDomain.logarithmic(1e-4, 1)),
                            Parameter.of(
                                    "momentum",
                                    NumberDomain.of(0, 1, 0.25),
                                    Map.of("kind", List.of("sgd", "nag"))),
                            Parameter.of("units", IntegerDomain.of(8, 64, 8)),
                            Parameter.of("width", IntegerDomain.logarithmic(1, 1000))));

    /** Least at 0: nag, a rate of 0.01, a momentum of 0.75, 40 units, a width of 30. */
    private static double mixed(Map<String, Object> values) {
        double rate = Math.log10((Double) values.get("rate")) + 2;
        double momentum =
                values.containsKey("momentum") ? (Double) values.get("momentum") - 0.75 : 1;
        double units = ((Long) values.get("units") - 40) / 64.0;
        double width = Math.log10((Long) values.get("width") / 30.0);
        double kind = values.get("kind").equals("nag") ? 0 : 0.3;
        return rate * rate + momentum * momentum + units * units + width * width + kind;
    }

    @Test
    void gridCoversEveryCombinationOnce() {
        Space space =
                Space.of(
                        List.of(
                                Parameter.of("kind", ChoiceDomain.of(List.of("a", "b"))),
                                Parameter.of(
                                        "x",
                                        IntegerDomain.of(1, 10, 4),
                                        Map.of("kind", List.of("a"))),
                                Parameter.of("y", NumberDomain.of(0, 1))));
        TriedSearch search =
                new TriedSearch(space, (values, epochs) -> 1, 100, 1, 0)
                        .run(TriedSearch.strategy("grid", Map.of("points", 3)));

        assertThat(search.trials.stream().map(Trial::values))
                .doesNotHaveDuplicates()
                .hasSize(3 * 3 + 3)
                .contains(Map.of("kind", "a", "x", 9L, "y", 0.5), Map.of("kind", "b", "y", 1.0))
                .allMatch(space::contains);
    }

    /** A grid that began at one corner had not left it when the trials were used up. */
    @Test
    void aFewTrialsOfALargeGridAreFromAllOfIt() {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            parameters.add(Parameter.of("x" + i, IntegerDomain.of(1, 5, 1)));
        }
        for (int size : new int[] {12, 40}) {
            while (parameters.size() < size) {
                String name = "x" + parameters.size();
                parameters.add(Parameter.of(name, IntegerDomain.of(1, 5, 1)));
            }
            TriedSearch search =
                    new TriedSearch(Space.of(parameters), (values, epochs) -> 1, 50, 1, 0)
                            .run(TriedSearch.strategy("grid", Map.of()));

            assertThat(search.trials.stream().map(Trial::values))
                    .doesNotHaveDuplicates()
                    .hasSize(50);
            for (Parameter parameter : parameters) {
                assertThat(search.trials.stream().map(t -> t.values().get(parameter.name())))
                        .contains(1L, 2L, 3L, 4L, 5L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void aShuffleHasEachNumberOnce(int size) {
        Shuffle shuffle = new Shuffle(size, new SplittableRandom(size));

        assertThat(LongStream.range(0, size).map(shuffle::at).sorted())
                .containsExactlyElementsOf(LongStream.range(0, size).boxed().toList());
    }

    @Test
    void noSettingIsTooLargeForWhatCountsByIt() {
        assertThatThrownBy(() -> TriedSearch.strategy("tpe", Map.of("startup", 3_000_000_000L)))
                .hasMessageContaining("startup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "grid", "tpe", "cma-es", "successive-halving", "asha"})
    void suggestsOnlyWhatTheConditionsAllowAndTheSameAgain(String name) {
        TriedSearch search =
                new TriedSearch(
                        MIXED,
                        (values, epochs) ->
                                values.get("kind").equals("adam") && (Long) values.get("units") > 50
                                        ? Double.NaN
                                        : mixed(values) + 1.0 / epochs,
                        60,
                        9,
                        5);
        search.run(TriedSearch.strategy(name, Map.of()));
        TriedSearch again =
                new TriedSearch(
                        MIXED,
                        (values, epochs) ->
                                values.get("kind").equals("adam") && (Long) values.get("units") > 50
                                        ? Double.NaN
                                        : mixed(values) + 1.0 / epochs,
                        60,
                        9,
                        5);
        again.run(TriedSearch.strategy(name, Map.of()));

        assertThat(search.trials).hasSize(60);
        assertThat(search.trials.stream().map(Trial::values)).allMatch(MIXED::contains);
        assertThat(search.trials.stream().map(Trial::toString))
                .containsExactlyElementsOf(again.trials.stream().map(Trial::toString).toList());
        assertThat(search.trials.stream().map(trial -> trial.values().get("kind")).distinct())
                .hasSize(3);
    }

    /** The standard of the field: over functions and ten seeds each, the mean rank of the best. */
    @Test
    void tpeBeatsRandomOverTenSeeds() {
        int won = 0;
        int tried = 0;
        for (Functions function : Functions.all()) {
            for (long seed = 0; seed < 10; seed++) {
                won += beats("tpe", function.space(), function.cost()::applyAsDouble, 60, seed);
                tried++;
            }
        }
        int mixed = 0;
        for (long seed = 0; seed < 10; seed++) {
            mixed += beats("tpe", MIXED, TestStrategies::mixed, 60, seed);
        }

        assertThat(won).as("of %d", tried).isGreaterThanOrEqualTo(32);
        assertThat(mixed).isGreaterThanOrEqualTo(8);
    }

    private interface Plain {
        double of(Map<String, Object> values);
    }

    private static int beats(String name, Space space, Plain cost, int trials, long seed) {
        double random = best("random", space, cost, trials, seed);
        return best(name, space, cost, trials, seed) < random ? 1 : 0;
    }

    private static double best(String name, Space space, Plain cost, int trials, long seed) {
        return new TriedSearch(space, (values, epochs) -> cost.of(values), trials, 1, seed)
                .run(TriedSearch.strategy(name, Map.of()))
                .best();
    }

    @Test
    void evolutionFindsTheMinimum() {
        for (long seed = 0; seed < 3; seed++) {
            assertThat(
                            best(
                                    "cma-es",
                                    Functions.SPHERE.space(),
                                    Functions.SPHERE.cost()::applyAsDouble,
                                    400,
                                    seed))
                    .isLessThan(1e-4);
            assertThat(
                            best(
                                    "cma-es",
                                    Functions.ROSENBROCK.space(),
                                    Functions.ROSENBROCK.cost()::applyAsDouble,
                                    700,
                                    seed))
                    .isLessThan(1e-2);
        }
    }

    /** A curve of learning: it falls towards a limit that depends on the values, some slowly. */
    private static double curve(Map<String, Object> values, int epochs) {
        double limit = mixed(values);
        double speed = 0.2 + ((Long) values.get("units")) / 100.0;
        return limit + (1 + limit) * Math.exp(-speed * epochs);
    }

    @Test
    void halvingReachesTheBestOfRandomInAThirdOfItsBudget() {
        int asynchronous = 0;
        int rungs = 0;
        for (long seed = 0; seed < 10; seed++) {
            TriedSearch random =
                    new TriedSearch(MIXED, TestStrategies::curve, 60, 27, seed)
                            .run(TriedSearch.strategy("random", Map.of()));
            // more trials than random had, and a third of its epochs
            TriedSearch asha =
                    new TriedSearch(MIXED, TestStrategies::curve, 140, 27, seed + 100)
                            .run(TriedSearch.strategy("asha", Map.of()));
            TriedSearch halving =
                    new TriedSearch(MIXED, TestStrategies::curve, 135, 27, seed + 100)
                            .run(TriedSearch.strategy("successive-halving", Map.of()));
            assertThat(asha.trained).isLessThanOrEqualTo(random.trained / 3);
            assertThat(halving.trained).isLessThanOrEqualTo(random.trained / 3);
            asynchronous += asha.best() <= random.best() ? 1 : 0;
            rungs += halving.best() <= random.best() ? 1 : 0;
        }

        assertThat(asynchronous).isGreaterThanOrEqualTo(7);
        assertThat(rungs).isGreaterThanOrEqualTo(7);
    }

    @Test
    void halvingContinuesTheBestAndTrainsOneWhole() {
        TriedSearch search =
                new TriedSearch(MIXED, TestStrategies::curve, 9, 9, 1)
                        .run(TriedSearch.strategy("successive-halving", Map.of()));

        assertThat(search.trials).hasSize(9);
        assertThat(search.trials.stream().map(Trial::epochs).sorted())
                .containsExactly(1, 1, 1, 1, 1, 1, 3, 3, 9);
        assertThat(search.trained).isEqualTo(9 + 3 * 2 + 6);
        Trial whole = search.trials.stream().filter(t -> t.epochs() == 9).findFirst().get();
        assertThat(whole.measurements().stream().map(m -> m.epochs())).containsExactly(1, 3, 9);
    }

    @Test
    void aFewTrialsOfAshaStillTrainOneWhole() {
        TriedSearch search =
                new TriedSearch(MIXED, TestStrategies::curve, 2, 27, 1)
                        .run(TriedSearch.strategy("asha", Map.of()));

        assertThat(search.trials.stream().mapToInt(Trial::epochs).max()).hasValue(27);
    }

    @Test
    void growthAddsWhatHelpsAndStops() {
        Space counts =
                Space.of(
                        List.of(
                                Parameter.of("wide", IntegerDomain.of(1, 8, 1)),
                                Parameter.of("deep", IntegerDomain.of(0, 8, 2))));
        // three wide and four deep particles are best; of more there is no gain
        TriedSearch search =
                new TriedSearch(
                                counts,
                                (values, epochs) ->
                                        Math.abs((Long) values.get("wide") - 3)
                                                + Math.abs((Long) values.get("deep") - 4) / 2.0,
                                100,
                                1,
                                0)
                        .run(TriedSearch.strategy("growth", Map.of()));

        assertThat(search.best()).isZero();
        assertThat(search.trials.get(0).values()).isEqualTo(Map.of("wide", 1L, "deep", 0L));
        // a round tries one step of each; the last one finds no gain
        assertThat(search.trials).hasSizeLessThanOrEqualTo(1 + 2 * 5);
        assertThat(search.trials.stream().map(Trial::values)).doesNotHaveDuplicates();
    }

    @Test
    void refusesASpaceThatItCannotSearch() {
        assertThatThrownBy(() -> TriedSearch.strategy("growth", Map.of()).check(MIXED, 1))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2705");
        assertThatThrownBy(() -> TriedSearch.strategy("asha", Map.of()).check(MIXED, 2))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("one goal");
        Space choices = Space.of(List.of(MIXED.parameters().get(0)));
        assertThatThrownBy(() -> TriedSearch.strategy("cma-es", Map.of()).check(choices, 1))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("a number without conditions");
    }

    /** In other tools, parallel workers with one seed tried the same values. */
    @ParameterizedTest
    @ValueSource(strings = {"random", "tpe", "asha"})
    void trialsThatRunTogetherDiffer(String name) {
        TriedSearch search = new TriedSearch(MIXED, (values, epochs) -> 1, 99, 1, 3);
        for (int i = 0; i < 8; i++) {
            Suggestion next = TriedSearch.strategy(name, Map.of()).suggest(search).orElseThrow();
            search.trials.add(Trial.of(i, next.values(), Trial.State.RUNNING, 1, List.of()));
        }

        assertThat(search.trials.stream().map(Trial::values)).doesNotHaveDuplicates();
    }

    /** The first trial may have the values of the manifest, which were not drawn. */
    @Test
    void evolutionLearnsFromAFirstTrialThatItDidNotDraw() {
        Space space = Functions.SPHERE.space();
        double sum = 0;
        int count = 0;
        for (long seed = 0; seed < 20; seed++) {
            TriedSearch search = new TriedSearch(space, (values, epochs) -> 1, 99, 1, seed);
            Map<String, Object> far = space.values(parameter -> parameter.domain().at(0.95));
            search.trials.add(complete(0, far, 0));
            while (search.next() < 30) {
                Map<String, Object> values =
                        TriedSearch.strategy("cma-es", Map.of("population", 10))
                                .suggest(search)
                                .orElseThrow()
                                .values();
                if (search.next() >= 10 && search.next() < 20) {
                    for (Parameter parameter : space.parameters()) {
                        sum += parameter.domain().position(values.get(parameter.name()));
                        count++;
                    }
                }
                search.trials.add(complete(search.next(), values, 1));
            }
        }

        // without it, or with the point that was drawn for it, the mean stays in the middle
        assertThat(sum / count).isGreaterThan(0.57);
    }

    private static Trial complete(int number, Map<String, Object> values, double cost) {
        return Trial.of(
                number, values, Trial.State.COMPLETE, 1, List.of(Measurement.of(1, List.of(cost))));
    }
}
