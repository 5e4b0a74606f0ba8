// SPDX-License-Identifier: Apache-2.0
/** Derives the records of a pipeline from the rows of its sources. */
package dev.sora.core.derivation;
