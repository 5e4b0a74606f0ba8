// SPDX-License-Identifier: Apache-2.0
/**
 * One computation of a type under test, outside of core: signals and records as input, parameters,
 * an engine, and results on the host.
 *
 * <p>{@link dev.sora.testkit.trial.Trial} is a node with its plan and parameter values, and {@link
 * dev.sora.testkit.trial.Batch} a batch on the host, which two computations are compared by:
 *
 * <pre>{@code
 * Trial trial = Trial.of(Subject.of(particle), signals);
 * List<Batch> inputs = trial.draw(7, 1);
 * Optional<String> place = Compare.bits(trial.run(inputs, false, 1), trial.run(inputs, false, 2));
 * }</pre>
 *
 * <p>A violated rule is a {@link dev.sora.testkit.trial.Breach}. Which rules there are is not known
 * here. The package is internal to the test kit: authors use {@code dev.sora.testkit}.
 */
package dev.sora.testkit.trial;
