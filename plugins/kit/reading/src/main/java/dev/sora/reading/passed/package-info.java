// SPDX-License-Identifier: Apache-2.0
/** Counts the files that sources do not read, by reason. */
package dev.sora.reading.passed;
