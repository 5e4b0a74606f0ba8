// SPDX-License-Identifier: Apache-2.0
/**
 * Describing data of which little is known: finds out how it is to be read, reads it once and says
 * what it holds.
 */
package dev.sora.core.describe;
