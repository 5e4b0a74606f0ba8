// SPDX-License-Identifier: Apache-2.0
/**
 * The test kit: JUnit 5 tests for plugins.
 *
 * <p>{@link dev.sora.testkit.Contracts} has a contract for each kind of type, and one for the
 * plugin as a whole: the rules of the SPI as tests. {@link dev.sora.testkit.SoraFixture} runs
 * manifests with the plugin inside a real container. {@link dev.sora.testkit.Workbench} provides
 * tensors and passes for tests of single types.
 *
 * <p>A method with JUnit's annotation {@code TestFactory} returns the tests of a contract:
 *
 * <pre>{@code
 * return Contracts.particle(new SqueezeType())
 *         .variant(Map.of("ratio", 4))
 *         .on(SampleSignal.image(8, 5, 5))
 *         .refuses("ratio", 0)
 *         .tests();
 * }</pre>
 *
 * <p>Authors import this package only. The others are internal and may change with each release:
 * {@code check} contains the rules, {@code trial} one computation of a type, {@code host} plugins
 * as bundles, and {@code plain} small types for trainings.
 *
 * <p>There is no contract for engines. Contracts check rules, not quality: they do not measure
 * accuracy or speed. Each clause is explained in {@code docs/testkit.md}.
 */
package dev.sora.testkit;
