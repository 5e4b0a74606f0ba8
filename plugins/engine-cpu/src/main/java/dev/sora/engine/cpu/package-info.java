// SPDX-License-Identifier: Apache-2.0
/**
 * The CPU engine: PyTorch, through the native binding of DJL.
 *
 * <p>{@code CpuEngineType} checks the platform and starts the engine. {@code NativeRuntime} loads
 * PyTorch once for each process. {@code CpuEngine} prepares the threads that compute and creates
 * managers and tapes.
 *
 * <p>{@code NeighbourWatch} and the classes around it reduce the time that threads wait for each
 * other while other processes use the same processors. They never change a result. GPUs are not
 * supported.
 */
package dev.sora.engine.cpu;
