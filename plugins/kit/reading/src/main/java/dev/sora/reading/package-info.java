// SPDX-License-Identifier: Apache-2.0
/**
 * Reads files and entries of archives that are not trusted: sizes are bounded, paths stay inside,
 * and what is broken is named. {@link dev.sora.reading.Place} opens one file, {@link
 * dev.sora.reading.EntryStore} goes through many. Plugins that need it pack a copy of their own.
 */
package dev.sora.reading;
