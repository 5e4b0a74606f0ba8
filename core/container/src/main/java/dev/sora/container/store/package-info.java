// SPDX-License-Identifier: Apache-2.0
/**
 * Stores the installed plugins on disk, shared by all processes of a user.
 *
 * <p>{@link dev.sora.container.store.PluginStore} keeps the list of installed plugins and their
 * jars. {@link dev.sora.container.store.Staging} copies jars into it, and {@link
 * dev.sora.container.store.StoreLease} keeps the jars of a running process from being deleted.
 *
 * <pre>{@code
 * PluginStore store = new PluginStore(home.resolve("plugins"));
 * try (StoreLease lease = store.lease()) {
 *     host.installAll(lease.jars()); // these jars stay until the lease is closed
 *     host.report(lease.problems());
 * }
 * }</pre>
 *
 * <p>Each change is one atomic replacement of a file under a lock that excludes other processes.
 * The package starts no plugins and does not decide which jars are allowed: see {@code
 * dev.sora.container.install} and {@code dev.sora.container.trust}.
 */
package dev.sora.container.store;
