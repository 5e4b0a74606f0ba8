// SPDX-License-Identifier: Apache-2.0
/** Searches from the command line: trials as child processes, lines of progress, a first search. */
package dev.sora.launcher.search;
