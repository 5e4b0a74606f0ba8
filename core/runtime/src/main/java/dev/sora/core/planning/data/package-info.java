// SPDX-License-Identifier: Apache-2.0
/**
 * Plans the section {@code data}: sources, splits, and the columns that nodes read.
 *
 * <p>{@link DataPlanner} plans a source for each split, or a share of another one. {@link
 * ColumnChecker} compares the columns that nodes name with those that the sources report. A source
 * is asked for its columns, which it finds at the beginning of a file; no record is read.
 */
package dev.sora.core.planning.data;
