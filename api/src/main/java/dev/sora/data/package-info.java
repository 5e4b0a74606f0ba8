// SPDX-License-Identifier: Apache-2.0
/**
 * Data: records, their columns and the values in them.
 *
 * <p>A {@link dev.sora.data.Schema} lists typed columns. A {@link dev.sora.data.DataRecord} holds
 * one value for each column, of the Java type that {@link dev.sora.data.ColumnType} documents; a
 * value may be missing. A source creates records, an input or output reads them:
 *
 * <pre>{@code
 * Schema schema =
 *         Schema.of(Column.of("rooms", ColumnType.INTEGER), Column.of("city", ColumnType.TEXT));
 * DataRecord record = DataRecord.atLine(schema, "homes.csv", 1, 2, 4L, null); // record 1 on line 2
 *
 * Number rooms = record.get("rooms", Number.class); // a RecordException if it is missing
 * Optional<Object> city = record.find("city"); // empty
 * }</pre>
 *
 * <p>{@link dev.sora.data.ColumnValues} converts strings and values of programs to the types of
 * columns. {@link dev.sora.data.Values} and {@link dev.sora.data.TextForm} define which values and
 * strings are equal, so that all sources and inputs agree.
 *
 * <p>This package does not read files and does not make tensors: see {@code dev.sora.source} and
 * {@link dev.sora.tensor.HostTensor}.
 *
 * <p><b>Implemented by</b> the framework only; core implements {@link dev.sora.data.Records}.
 * <b>Thread safety:</b> values are immutable, provided that the arrays in them are not changed.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.1.0")
package dev.sora.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
