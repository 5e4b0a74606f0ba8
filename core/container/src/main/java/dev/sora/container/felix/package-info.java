// SPDX-License-Identifier: Apache-2.0
/**
 * Runs plugins as OSGi bundles; the only package that uses Felix.
 *
 * <p>{@link dev.sora.container.felix.FelixHost} installs, starts and removes bundles while runs
 * hold leases on plugins. {@link dev.sora.container.felix.PluginJar} reads what a jar declares
 * without loading its classes. If a bundle does not resolve, the host follows the dependency chain
 * to the first missing requirement and reports that one, in terms of Sora instead of OSGi.
 *
 * <pre>{@code
 * try (FelixHost host = FelixHost.open(cache, version)) {
 *     host.installAll(jars);
 *     host.start();
 *     host.problems().forEach(problem -> LOG.warn("{}", problem));
 *     List<OfferedPlugin> plugins = host.offers();
 * }
 * }</pre>
 *
 * <p>The package keeps no record of installed plugins between processes: that is the store's task.
 * It loads no native code and is not a sandbox. {@code docs/architecture.md} describes leases,
 * removal and the locks.
 */
package dev.sora.container.felix;
