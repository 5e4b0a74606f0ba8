// SPDX-License-Identifier: Apache-2.0
/**
 * Reads text files: {@link dev.sora.reading.text.TextFile} decodes, {@link
 * dev.sora.reading.text.Lines} splits into lines, {@link dev.sora.reading.text.FirstBytes} guesses
 * encodings, and {@link dev.sora.reading.text.FileProblem} creates problems.
 */
package dev.sora.reading.text;
