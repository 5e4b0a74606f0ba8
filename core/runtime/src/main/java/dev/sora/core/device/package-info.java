// SPDX-License-Identifier: Apache-2.0
/**
 * Failures of the device that computes, how many records its memory holds, and the precision of
 * nodes.
 *
 * <pre>{@code
 * return DeviceFailures.in(
 *         () -> Optional.of(engine), BatchWork.training(64).measuredBy(few), () -> step(batch));
 * }</pre>
 *
 * <p>{@link DeviceFailures} throws what the engine recognises instead of the exceptions of native
 * code. {@link BatchWork} tells the engine what was computed; it computes a few records to find out
 * how many would fit, see {@link MemoryNeed}. {@link NodePrecision} decides what computes in the
 * precision of the engine's settings.
 */
package dev.sora.core.device;
