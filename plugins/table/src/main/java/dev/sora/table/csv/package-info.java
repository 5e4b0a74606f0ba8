// SPDX-License-Identifier: Apache-2.0
/**
 * Reads delimited text tables, with commas, tabs or another delimiter.
 *
 * <p>{@code CsvType} is the source. {@code CsvFormat} describes the syntax of a file, {@code
 * CsvLayout} maps the fields of a row to columns, and {@code CsvStream} yields one record for each
 * row. {@code CsvSniffer} and {@code CsvLike} detect the settings of a file that a user names
 * without settings. {@code JoinedTable} adds the columns of a second table by key.
 */
package dev.sora.table.csv;
