// SPDX-License-Identifier: Apache-2.0
/**
 * The CPU engine: PyTorch, through the native binding of DJL.
 *
 * <p>{@code CpuEngineType} checks the platform and starts the engine. {@code CpuLibraries} are the
 * libraries in the plugin's jar. {@code CpuEngine} prepares the threads that compute. What does not
 * depend on the device is in {@code dev.sora.pytorch}, which the plugin packs.
 *
 * <p>{@code NeighbourWatch} and the classes around it reduce the time that threads wait for each
 * other while other processes use the same processors. They never change a result.
 */
package dev.sora.engine.cpu;
