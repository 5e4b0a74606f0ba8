// SPDX-License-Identifier: Apache-2.0
/**
 * Settings: typed, described once by a plugin, read everywhere from that description.
 *
 * <p>Nothing here is implemented by plugins. <b>Thread safety:</b> values are immutable; every
 * other type says which threads may use it.
 *
 * <p>The package version follows the OSGi rules and is checked against the last release on every
 * build: a new default method raises the minor number; an abstract one, or a changed signature,
 * raises the major number and needs an entry in {@code docs/migration.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.0.0")
package dev.sora.setting;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
