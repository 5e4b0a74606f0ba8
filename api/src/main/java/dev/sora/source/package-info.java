// SPDX-License-Identifier: Apache-2.0
/**
 * Data sources: they read files, or generate data, and yield records.
 *
 * <p>A {@link dev.sora.source.DataSourceType} opens a {@link dev.sora.source.DataSource} with the
 * settings of a manifest. Each call of {@link dev.sora.source.DataSource#records()} starts a pass,
 * a {@link dev.sora.source.RecordStream}; every pass yields the same records in the same order:
 *
 * <pre>{@code
 * try (DataSource source = type.open(settings);
 *         RecordStream stream = source.records()) {
 *     Optional<DataRecord> record = stream.next();
 *     while (record.isPresent()) {
 *         use(record.get());
 *         record = stream.next();
 *     }
 * }
 * }</pre>
 *
 * <p>{@link dev.sora.source.PassedOver} reports files that a source did not read. The other methods
 * of {@link dev.sora.source.DataSourceType} are optional: columns before data is read, files to
 * predict for, {@code sora describe}, standard input.
 *
 * <p>A {@link dev.sora.source.Derivation} makes records of rows, where a record is not a row of the
 * source, such as a window of a series. A manifest names it in {@code data.derive}. Derivations are
 * <b>experimental</b>: they may change with a minor version.
 *
 * <p>A source does not shuffle, split, cache or encode records: core and inputs do. The library
 * {@code sora-reading} helps to read files and archives that are not trusted.
 *
 * <p><b>Implemented by</b> plugins: types, sources, streams and derivations. <b>Thread safety:</b>
 * types keep no state and serve several threads; a source and each of its streams are used by one
 * thread at a time.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("1.5.0")
package dev.sora.source;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
