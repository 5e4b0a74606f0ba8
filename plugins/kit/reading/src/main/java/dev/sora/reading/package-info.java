// SPDX-License-Identifier: Apache-2.0
/**
 * Reads files and archives that are not trusted: sizes are bounded, entries outside of an archive
 * are refused, and each problem names the file.
 *
 * <p>{@link dev.sora.reading.Place} opens one file, plain, compressed or within an archive. {@link
 * dev.sora.reading.EntryStore} iterates over the files of a folder or archive:
 *
 * <pre>{@code
 * try (InputStream stream = Place.of(Path.of("data.tar.gz!/a.csv")).open()) {
 *     read(stream);
 * }
 * }</pre>
 *
 * <p>The sub-packages read text and pictures, and find the files of tables. The library does not
 * parse formats of records, such as CSV or Parquet: sources do. A plugin that uses it packs its own
 * copy.
 */
package dev.sora.reading;
