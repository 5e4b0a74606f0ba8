// SPDX-License-Identifier: Apache-2.0
/**
 * Exhibits: what an evaluation has to show beside its figures. An outcome or a metric hands them
 * over as plain values; the report draws them, whatever they are about, and treats every text in
 * them as text.
 *
 * <p><b>Implemented by</b> the framework only; plugins make them. <b>Thread safety:</b> all are
 * immutable.
 *
 * <p>The package version follows the OSGi rules and is checked against the last release on every
 * build: a new default method raises the minor number; an abstract one, or a changed signature,
 * raises the major number and needs an entry in {@code docs/migration.md}.
 *
 * @since 1.0
 */
@Export
@Version("1.0.0")
package dev.sora.exhibit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
