// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/**
 * The location of a message with a batch of records or of dictionary values.
 *
 * @param offset the offset of the message
 * @param body the offset of its buffers
 * @param bodyLength the length of its buffers in bytes
 * @param rows the number of values of each column
 * @param isDictionary whether it contains the values of a dictionary
 * @param dictionary the number of that dictionary
 * @param isDelta whether the values are appended to those of the dictionary
 */
record Block(
        long offset,
        long body,
        long bodyLength,
        int rows,
        boolean isDictionary,
        long dictionary,
        boolean isDelta) {}
