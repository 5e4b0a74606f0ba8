// SPDX-License-Identifier: Apache-2.0
/**
 * Indexes: they arrange the vectors of known records so that the nearest ones to a vector are found
 * without comparing it with all of them.
 *
 * <p>An {@link dev.sora.index.IndexType} arranges {@link dev.sora.index.IndexedVectors} once; what
 * it returns is saved beside them. A {@link dev.sora.index.VectorSearch} then proposes candidates
 * for a vector. Core compares the vector with the candidates itself, so that a search may miss a
 * neighbour, but never answers with a wrong score.
 *
 * <p><b>Implemented by</b> plugins: types and searches. <b>Implemented by core:</b> {@link
 * dev.sora.index.IndexedVectors}. <b>Thread safety:</b> everything is immutable; several threads
 * may use it at once.
 *
 * <p>The package is <b>experimental</b>: it may change in any release until 1.0.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 0.3
 */
@Export
@Version("1.0.0")
package dev.sora.index;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
