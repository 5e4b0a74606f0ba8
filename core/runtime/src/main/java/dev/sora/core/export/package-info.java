// SPDX-License-Identifier: Apache-2.0
/**
 * Writes models for other programs: as ONNX, where each node declares its operators, or only the
 * weights as safetensors.
 */
package dev.sora.core.export;
