// SPDX-License-Identifier: Apache-2.0
/**
 * The rules of the SPI, each as a check that throws a {@code Breach} if a type violates it.
 *
 * <p>A class contains the checks of one subject: {@link dev.sora.testkit.check.Shapes} of plans and
 * shapes, {@link dev.sora.testkit.check.Gradients} of gradients, {@link
 * dev.sora.testkit.check.DeterminismChecks} of seeds, batches and threads, {@link
 * dev.sora.testkit.check.Memory} of leaks, {@link dev.sora.testkit.check.States} of saved states,
 * {@link dev.sora.testkit.check.RecordStreamChecks} of data sources. A contract gives each check a
 * clause and a name:
 *
 * <pre>{@code
 * checks.add(Clause.SHAPES, "squeeze on (8, 5, 5)", () -> Shapes.check(trial));
 * }</pre>
 *
 * <p>Checks know neither clauses nor JUnit. The package is internal to the test kit: authors use
 * {@code dev.sora.testkit}.
 */
package dev.sora.testkit.check;
