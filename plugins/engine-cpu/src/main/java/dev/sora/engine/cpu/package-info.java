// SPDX-License-Identifier: Apache-2.0
/** PyTorch on the CPU, through DJL's native binding. */
package dev.sora.engine.cpu;
