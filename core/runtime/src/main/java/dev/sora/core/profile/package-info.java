// SPDX-License-Identifier: Apache-2.0
/**
 * What data holds, column by column, in one pass and bounded memory: counts, ranges, distributions,
 * the most frequent values, and what stands out.
 */
package dev.sora.core.profile;
