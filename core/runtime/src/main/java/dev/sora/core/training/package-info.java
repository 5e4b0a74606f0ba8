// SPDX-License-Identifier: Apache-2.0
/** Training: steps, epochs, when to stop, and what can be resumed. */
package dev.sora.core.training;
