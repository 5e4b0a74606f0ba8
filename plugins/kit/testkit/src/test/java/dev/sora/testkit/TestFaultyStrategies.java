// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.search.SearchHistory;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.StrategyType;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.setting.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** Strategies that break a rule are found out, and what they break is named. */
final class TestFaultyStrategies {

    private record Type(boolean choosesEpochs, boolean branches, Supplier<Strategy> creation)
            implements StrategyType {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("tried", "A strategy for this test.");
        }

        @Override
        public Strategy create(Settings settings) {
            return creation.get();
        }
    }

    private static Suggestion drawn(SearchHistory history) {
        return Suggestion.of(history.space().draw(history.random(history.next())));
    }

    private static void run(boolean chooses, boolean branches, Supplier<Strategy> creation)
            throws Throwable {
        for (DynamicTest test :
                Contracts.strategy(new Type(chooses, branches, creation)).tests().toList()) {
            if (test.getDisplayName().startsWith("suggestions")) {
                test.getExecutable().execute();
            }
        }
    }

    private static void refuses(boolean chooses, Strategy strategy, String expected) {
        assertThatThrownBy(() -> run(chooses, false, () -> strategy))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aSoundOneKeepsIt() throws Throwable {
        run(false, false, () -> history -> Optional.of(drawn(history)));
    }

    @Test
    void noticesRandomNumbersOfItsOwn() {
        SplittableRandom own = new SplittableRandom(1);
        refuses(
                false,
                history -> Optional.of(Suggestion.of(history.space().draw(own))),
                "the same suggestion for the same history");
    }

    @Test
    void noticesValuesOutsideOfTheSpace() {
        refuses(false, history -> Optional.of(Suggestion.of(Map.of("unknown", 1L))), "values of [");
    }

    @Test
    void noticesEpochsThatAreNotDeclared() {
        refuses(
                false,
                history -> Optional.of(Suggestion.of(drawn(history).values(), 2)),
                "choosesEpochs() returns false");
    }

    @Test
    void noticesBranchesThatAreNotDeclared() {
        refuses(
                true,
                history ->
                        history.trials().isEmpty()
                                ? Optional.of(Suggestion.of(drawn(history).values(), 2))
                                : first(history).map(t -> Suggestion.branch(t, t.values(), 4)),
                "branches() or choosesEpochs() returns false");
    }

    private static Optional<Trial> first(SearchHistory history) {
        return Optional.of(history.trials().get(0)).filter(Trial::isComplete);
    }

    @Test
    void noticesATrialThatIsContinuedForNothing() {
        refuses(
                true,
                history ->
                        history.trials().isEmpty()
                                ? Optional.of(Suggestion.of(drawn(history).values(), 2))
                                : first(history).map(t -> Suggestion.proceed(t, 2)),
                "more epochs than it has");
    }

    @Test
    void noticesThatNothingIsTried() {
        refuses(false, history -> Optional.empty(), "a first trial");
        refuses(
                false,
                new Strategy() {
                    @Override
                    public Optional<Suggestion> suggest(SearchHistory history) {
                        return Optional.of(drawn(history));
                    }

                    @Override
                    public void check(Space space, int goals) {
                        throw new SoraException(Problem.of("SORA-2705", "no space suits it"));
                    }
                },
                "a space that the strategy searches");
    }

    @Test
    void noticesThatOneTrialIsExpectedToSucceed() {
        refuses(
                false,
                history -> {
                    boolean failed =
                            history.trials().stream()
                                    .allMatch(trial -> trial.state() == Trial.State.FAILED);
                    if (failed && !history.trials().isEmpty()) {
                        throw new IndexOutOfBoundsException("no best trial");
                    }
                    return Optional.of(drawn(history));
                },
                "of which 1 failed");
    }
}
