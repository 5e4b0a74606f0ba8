// SPDX-License-Identifier: Apache-2.0
/**
 * The GPU engine: PyTorch on GPUs of NVIDIA, through the native binding of DJL.
 *
 * <p>The plugin contains the binding only. {@code Libtorch} checks an installed CUDA build of
 * PyTorch without loading it, {@code Driver} looks for the driver, {@code GpuEngineType} reports
 * what is missing and starts the engine, and {@code Accelerator} is the device itself. {@code
 * LibraryStore} installs libraries below Sora's home. What does not depend on the device is in
 * {@code dev.sora.pytorch}, which the plugin packs.
 */
package dev.sora.engine.gpu;
