// SPDX-License-Identifier: Apache-2.0
/** Decodes pictures that are not trusted: sizes are bounded, and truncated files are refused. */
package dev.sora.reading.picture;
