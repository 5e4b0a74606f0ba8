// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the sheets of workbooks in the format of spreadsheets (ECMA-376, Office Open XML).
 *
 * <p>{@code XlsxType} is the source. {@code Workbook} holds what all sheets share, {@code
 * SheetLayout} finds the columns of one sheet, and {@code SheetRows} reads its rows one by one.
 * Formulas are not computed: a cell has the value that the file stores.
 */
package dev.sora.table.sheet;
