// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the records of data sources.
 *
 * <p>{@link RunRecords} reads the sources of a plan and assigns each record to a split. {@link
 * SplitRecords} yields the records of one split, as often as they are needed: from memory up to the
 * limit {@code data.memory}, and from the source above it. {@link SkippedRecords} keeps the
 * positions of broken records, so that every pass leaves out the same ones.
 *
 * <p>Parsing files is the task of data sources, which plugins supply.
 */
package dev.sora.core.data;
