// SPDX-License-Identifier: Apache-2.0
/**
 * Combiners: how the outputs of particles become one.
 *
 * <p><b>Implemented by</b> plugins: types and combiners, and {@link
 * dev.sora.combiner.CombinerInputs} by those that call other combiners; core does so too. <b>Thread
 * safety:</b> values are immutable; every other type says which threads may use it.
 *
 * <p>The package version follows the OSGi rules and is checked against the last release on every
 * build: a new default method raises the minor number; an abstract one, or a changed signature,
 * raises the major number and needs an entry in {@code docs/migration.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.0.0")
package dev.sora.combiner;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
