// SPDX-License-Identifier: Apache-2.0
/** The command line: from arguments to a verb, and from what happens to an exit status. */
package dev.sora.launcher;
