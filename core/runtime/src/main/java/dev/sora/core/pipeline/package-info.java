// SPDX-License-Identifier: Apache-2.0
/** Runs from end to end: a training, an evaluation, predictions. */
package dev.sora.core.pipeline;
