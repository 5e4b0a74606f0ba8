// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/**
 * A message with a batch of records or of a dictionary's values, and where it lies.
 *
 * @param offset where the message begins
 * @param body where its buffers begin
 * @param bodyLength how many bytes they have
 * @param rows how many values each column has
 * @param isDictionary whether it holds the values of a dictionary
 * @param dictionary which one
 * @param isDelta whether these are added to those that the dictionary has
 */
record Block(
        long offset,
        long body,
        long bodyLength,
        int rows,
        boolean isDictionary,
        long dictionary,
        boolean isDelta) {}
