// SPDX-License-Identifier: Apache-2.0
/**
 * Text files: {@link dev.sora.reading.text.TextFile} decodes, {@link dev.sora.reading.text.Lines}
 * divides, {@link dev.sora.reading.text.FirstBytes} guesses encodings, and {@link
 * dev.sora.reading.text.FileProblem} says what is wrong.
 */
package dev.sora.reading.text;
