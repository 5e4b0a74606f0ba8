// SPDX-License-Identifier: Apache-2.0
/**
 * Changes plugins in a running application: in the JVM and on disk, in one step.
 *
 * <p>The packages below this one each do one part: {@code store} holds the installed jars, {@code
 * felix} runs them, {@code trust} decides which are allowed. {@link dev.sora.container.LivePlugins}
 * joins store and host:
 *
 * <pre>{@code
 * PluginStore store = new PluginStore(home.resolve("plugins"));
 * try (FelixHost host = FelixHost.open(cache, version, TrustPolicy.read(home, install));
 *         LivePlugins plugins = LivePlugins.open(host, store)) {
 *     plugins.update(List.of(jar));
 *     plugins.refresh();
 * }
 * }</pre>
 *
 * <p>It does not watch the store: a change by another process is applied by {@code refresh}. For a
 * change on disk without a running host, see {@link dev.sora.container.install.Installer}.
 */
package dev.sora.container;
