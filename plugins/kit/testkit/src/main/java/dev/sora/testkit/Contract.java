// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules of the SPI for one type or plugin, as tests.
 *
 * <p>Methods of a contract describe the cases. {@link #tests} then returns one test for each clause
 * and case:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> squeezeKeepsItsContract() {
 *     return Contracts.particle(new SqueezeType()).with("ratio", 4).on(SampleSignal.image(8, 5, 5)).tests();
 * }
 * }</pre>
 *
 * @param <C> the contract itself
 */
public abstract class Contract<C extends Contract<C>> {

    private final Map<Clause, String> leftOut = new EnumMap<>(Clause.class);

    Contract() {}

    /**
     * Leaves a clause out. Its tests are shown as skipped, with the reason.
     *
     * @param reason why the clause cannot hold, for readers of the report
     * @throws IllegalArgumentException if the reason is blank
     */
    public final C without(Clause clause, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("say why '" + clause + "' is left out");
        }
        leftOut.put(clause, reason);
        return self();
    }

    /**
     * Returns the tests, to be returned by a {@code @TestFactory}.
     *
     * @throws IllegalStateException if {@link #without} names a clause that the contract does not
     *     have
     */
    public final Stream<DynamicTest> tests() {
        Checks checks = new Checks(leftOut);
        collect(checks);
        return checks.tests();
    }

    abstract void collect(Checks checks);

    @SuppressWarnings("unchecked") // C is the type of this contract
    final C self() {
        return (C) this;
    }
}
