// SPDX-License-Identifier: Apache-2.0
/** Sheets of workbooks as spreadsheets save them (ECMA-376, Office Open XML). */
package dev.sora.table.sheet;
