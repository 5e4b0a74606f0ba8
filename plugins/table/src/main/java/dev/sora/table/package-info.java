// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code data}: data sources that read files, and inputs for the columns of tables.
 *
 * <p>{@link dev.sora.table.DataPlugin} lists the types. Sources turn CSV, JSON lines, NumPy arrays,
 * Arrow files, workbooks and text files into records; each has its own package. The inputs in
 * {@code dev.sora.table.input} turn the columns of those records into tensors. In a manifest:
 *
 * <pre>{@code
 * data:
 *   train: {type: csv, path: people.csv.gz, missing: ["?"]}
 * inputs:
 *   facts: {type: category, columns: [education, occupation]}
 *   amounts: {type: number, columns: [age, hours]}
 * }</pre>
 *
 * <p>The package {@code dev.sora.data} belongs to the API. Parquet files and databases are read by
 * the plugin {@code sql}.
 */
package dev.sora.table;
