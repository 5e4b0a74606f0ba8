// SPDX-License-Identifier: Apache-2.0
/** Arranges the vectors of an index, and searches them, with types of plugins. */
package dev.sora.core.index;
