// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

/**
 * A value and how often it occurs.
 *
 * @param value a text, number or boolean
 * @param count how often
 */
public record ValueCount(Object value, long count) {}
