// SPDX-License-Identifier: Apache-2.0
/** Models in ONNX files as frozen particles, computed by ONNX Runtime. */
package dev.sora.onnx;
