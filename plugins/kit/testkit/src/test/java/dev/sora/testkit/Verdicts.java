// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Runs the tests of a contract and collects the messages of failed ones. */
final class Verdicts {

    private Verdicts() {}

    /** Returns the clauses that are broken, each with the message of its first failure. */
    static Map<Clause, String> of(Contract<?> contract) {
        Map<Clause, String> broken = new EnumMap<>(Clause.class);
        contract.tests()
                .forEach(
                        test -> {
                            try {
                                test.getExecutable().execute();
                            } catch (TestAbortedException e) {
                                // left out or aborted
                            } catch (AssertionFailedError e) {
                                broken.putIfAbsent(clause(test), e.getMessage());
                            } catch (Throwable e) {
                                throw new IllegalStateException(e);
                            }
                        });
        return broken;
    }

    private static Clause clause(DynamicTest test) {
        String name = test.getDisplayName();
        return Stream.of(Clause.values())
                .filter(clause -> name.startsWith(clause + ": "))
                .findFirst()
                .orElseThrow();
    }
}
