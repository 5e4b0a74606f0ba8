// SPDX-License-Identifier: Apache-2.0
/**
 * Reads files, entries of archives and pictures that nobody vouches for: sizes are bounded, paths
 * stay inside, and what is broken is named. Plugins that need it carry a copy of their own.
 */
package dev.sora.reading;
