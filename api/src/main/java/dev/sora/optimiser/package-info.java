// SPDX-License-Identifier: Apache-2.0
/**
 * Optimisers and learning-rate schedules: how weights change.
 *
 * <p><b>Implemented by</b> plugins: types, optimisers and schedules. <b>Implemented by core:</b>
 * {@link dev.sora.optimiser.OptimiserStep}. <b>Thread safety:</b> values are immutable; every other
 * type says which threads may use it.
 *
 * <p>The package version follows the OSGi rules and is checked against the last release on every
 * build: a new default method raises the minor number; an abstract one, or a changed signature,
 * raises the major number and needs an entry in {@code docs/migration.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.0.0")
package dev.sora.optimiser;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
