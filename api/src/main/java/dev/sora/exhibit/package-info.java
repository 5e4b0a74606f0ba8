// SPDX-License-Identifier: Apache-2.0
/**
 * Exhibits: tables, curves and examples that an evaluation report shows beside its metrics.
 *
 * <p>An {@link dev.sora.exhibit.Exhibit} is a plain value: a {@link dev.sora.exhibit.Table}, a
 * {@link dev.sora.exhibit.Matrix}, {@link dev.sora.exhibit.Curves}, a {@link
 * dev.sora.exhibit.Scatter} or a {@link dev.sora.exhibit.Gallery} of records. An outcome or a
 * metric returns exhibits, and the report draws them:
 *
 * <pre>{@code
 * Exhibit scores =
 *         Table.of(
 *                 "Scores by class",
 *                 "class",
 *                 List.of(Table.Column.of("records"), Table.Column.ofShares("recall")),
 *                 List.of(Table.Row.of("cat", 120.0, 0.93), Table.Row.of("dog", 80.0, 0.85)));
 * }</pre>
 *
 * <p>An exhibit holds no colours, sizes or markup. The report chooses how to draw it, does not know
 * the task, and never interprets a string of an exhibit as markup.
 *
 * <p><b>Implemented by</b> the framework only; plugins create exhibits by factories. <b>Thread
 * safety:</b> all types are immutable.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("1.0.0")
package dev.sora.exhibit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
