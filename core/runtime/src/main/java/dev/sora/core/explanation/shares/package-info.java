// SPDX-License-Identifier: Apache-2.0
/**
 * Divides what a coalition is worth among its members: {@link ShapleyValues} of any {@link Game}.
 */
package dev.sora.core.explanation.shares;
