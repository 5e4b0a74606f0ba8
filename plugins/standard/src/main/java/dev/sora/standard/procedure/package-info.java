// SPDX-License-Identifier: Apache-2.0
/**
 * The training procedures of this plugin: {@code distillation}, in which a trained model teaches a
 * smaller one.
 *
 * <pre>{@code
 * training:
 *   procedure: {type: distillation, teacher: runs/large/model.sora, temperature: 4}
 * }</pre>
 */
package dev.sora.standard.procedure;
