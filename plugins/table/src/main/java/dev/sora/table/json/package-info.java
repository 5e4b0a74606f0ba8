// SPDX-License-Identifier: Apache-2.0
/**
 * Reads JSON lines: one JSON object a line, one record an object.
 *
 * <p>{@code JsonlType} is the source. {@code JsonSurvey} infers the columns and their types from
 * the first lines, and {@code JsonValues} converts each object to a row of values. A file that is
 * one JSON array is refused.
 */
package dev.sora.table.json;
