// SPDX-License-Identifier: Apache-2.0
/** Runs: what happens in them, as events, and what they leave behind. */
package dev.sora.core.run;
