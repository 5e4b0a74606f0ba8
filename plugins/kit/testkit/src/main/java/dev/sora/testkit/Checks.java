// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import ai.djl.engine.EngineException;
import dev.sora.testkit.trial.Breach;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The checks of a contract, each of which becomes a test. */
final class Checks {

    private final Map<Clause, String> leftOut;
    private final List<DynamicTest> tests = new ArrayList<>();
    private final Set<Clause> seen = EnumSet.noneOf(Clause.class);

    /** A check, which throws a {@link Breach} if the clause is violated. */
    @FunctionalInterface
    interface Check {
        void run() throws Exception;
    }

    Checks(Map<Clause, String> leftOut) {
        this.leftOut = leftOut;
    }

    /** Returns whether there is a check of a clause already. */
    boolean has(Clause clause) {
        return seen.contains(clause);
    }

    /**
     * Adds a check.
     *
     * @param where the place of the check: the type, its settings and its input
     */
    void add(Clause clause, String where, Check check) {
        seen.add(clause);
        String reason = leftOut.get(clause);
        String name = clause + ": " + where;
        tests.add(
                DynamicTest.dynamicTest(
                        name,
                        () -> {
                            if (reason != null) {
                                throw new TestAbortedException("left out: " + reason);
                            }
                            run(name, check);
                        }));
    }

    private static void run(String name, Check check) throws Exception {
        try {
            check.run();
        } catch (Breach breach) {
            throw new AssertionFailedError(name + "\n" + breach.getMessage(), breach.getCause());
        } catch (TestAbortedException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            String thrown = e instanceof EngineException ? "an error of the native engine: " : "";
            Breach breach =
                    new Breach(
                            "no exception",
                            thrown + e,
                            "the stack trace below shows where it comes from");
            throw new AssertionFailedError(name + "\n" + breach.getMessage(), e);
        }
    }

    Stream<DynamicTest> tests() {
        leftOut.keySet().stream()
                .filter(clause -> !seen.contains(clause))
                .findFirst()
                .ifPresent(
                        clause -> {
                            throw new IllegalStateException(
                                    "the clause '%s' is left out, but is none of these: %s"
                                            .formatted(clause, seen));
                        });
        return tests.stream();
    }
}
