// SPDX-License-Identifier: Apache-2.0
/**
 * Installs, updates and removes plugins on disk; new jars are first tried in a dry run with all
 * plugins.
 *
 * <p>{@link dev.sora.container.install.Installer} makes a change completely or not at all. {@link
 * dev.sora.container.install.Arrival} is the result for one jar, and {@link
 * dev.sora.container.install.Removal} selects installed plugins by name and version.
 *
 * <pre>{@code
 * Installer installer = new Installer(store, shipped, policy, trial);
 * List<Arrival> installed =
 *         installer.run(Mode.UPDATE, folder -> sources.find("acme@[1.2,2)", folder));
 * installer.remove(List.of(Removal.parse("acme@1.1")));
 * }</pre>
 *
 * <p>Running processes keep the plugins that they started with. {@link
 * dev.sora.container.LivePlugins} changes the plugins of a running application.
 */
package dev.sora.container.install;
