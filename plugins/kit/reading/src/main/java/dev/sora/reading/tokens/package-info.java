// SPDX-License-Identifier: Apache-2.0
/** Reads sentences that are divided into tokens already: {@link dev.sora.reading.tokens.Tokens}. */
package dev.sora.reading.tokens;
