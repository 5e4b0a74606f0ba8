// SPDX-License-Identifier: Apache-2.0
/** Measuring predictions. */
package dev.sora.core.evaluation;
