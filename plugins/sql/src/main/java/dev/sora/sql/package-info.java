// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code sql}: data sources for Parquet files and SQL databases.
 *
 * <p>{@code ParquetType} reads files with an embedded DuckDB. {@code JdbcType} reads tables and
 * query results from DuckDB databases, from other files through DuckDB, and from PostgreSQL
 * servers. {@code Database} is the common interface of both, and {@code RowStream} is one pass over
 * the rows. In a manifest:
 *
 * <pre>{@code
 * data:
 *   train: {type: parquet, path: data/train.parquet, columns: [age, income, label]}
 * }</pre>
 *
 * <p>Other JDBC drivers are not supported.
 */
package dev.sora.sql;
