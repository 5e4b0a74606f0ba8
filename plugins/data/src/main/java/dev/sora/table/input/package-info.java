// SPDX-License-Identifier: Apache-2.0
/** Inputs for the columns of tables: numbers, categories and dates. */
package dev.sora.table.input;
