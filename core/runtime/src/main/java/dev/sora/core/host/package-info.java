// SPDX-License-Identifier: Apache-2.0
/**
 * The interface between core and the container that loads plugins.
 *
 * <p>{@link PluginHost} installs, starts and offers plugins; {@link LivePluginHost} also replaces
 * them while runs are in progress. A {@link PluginLease} keeps plugins usable until it is closed.
 * {@link Catalogue} finds a type among the plugins of a lease.
 *
 * <pre>{@code
 * host.install(jar);
 * host.start();
 * try (PluginLease lease = host.lease()) {
 *     Catalogue catalogue = new Catalogue(lease.plugins(), KnownTypes.none());
 * }
 * }</pre>
 *
 * <p>Core imports no OSGi: the implementations of these interfaces are in the container module.
 */
package dev.sora.core.host;
