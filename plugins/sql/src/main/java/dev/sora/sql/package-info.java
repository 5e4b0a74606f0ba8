// SPDX-License-Identifier: Apache-2.0
/** Data from Parquet files and SQL databases, read by DuckDB and by PostgreSQL's driver. */
package dev.sora.sql;
