// SPDX-License-Identifier: Apache-2.0
/** Combiners. */
package dev.sora.standard.combiner;
