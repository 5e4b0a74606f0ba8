// SPDX-License-Identifier: Apache-2.0
/**
 * Plugins under test as bundles in a real Felix container, within the JVM of the tests.
 *
 * <p>{@link dev.sora.testkit.host.BundleJar} makes a bundle of a plugin's classes, {@link
 * dev.sora.testkit.host.Container} starts it beside the plugins on the class path, and {@link
 * dev.sora.testkit.host.ClassLoaderLeakCheck} finds what keeps its class loader reachable after it
 * was removed:
 *
 * <pre>{@code
 * try (Container container = Container.open(List.of(SqueezePlugin.class), List.of())) {
 *     container.runtime().train(request);
 * }
 * }</pre>
 *
 * <p>The package is internal to the test kit: authors use {@code SoraFixture} and {@code
 * Contracts.plugin}.
 */
package dev.sora.testkit.host;
