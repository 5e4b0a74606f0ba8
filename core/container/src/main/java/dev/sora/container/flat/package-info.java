// SPDX-License-Identifier: Apache-2.0
/**
 * Offers plugins from a flat class path, without OSGi.
 *
 * <p>Tests and applications that embed Sora with a fixed set of plugins use {@link
 * dev.sora.container.flat.FlatHost}. It reads the same service files as the host of bundles,
 * through {@link java.util.ServiceLoader}:
 *
 * <pre>{@code
 * PluginHost host = FlatHost.ofClassPath(getClass().getClassLoader());
 * PluginHost own = FlatHost.of(List.of(FlatHost.offer(new MyPlugin())));
 * }</pre>
 *
 * <p>All plugins share one class loader, so two plugins cannot use two versions of a library.
 * Plugins cannot be installed or removed at run time; {@code dev.sora.container.felix} does that.
 */
package dev.sora.container.flat;
