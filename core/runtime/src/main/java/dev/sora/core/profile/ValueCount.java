// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

/**
 * A value and its count.
 *
 * @param value a string, number or boolean
 * @param count the number of occurrences
 */
public record ValueCount(Object value, long count) {}
