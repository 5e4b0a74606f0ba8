// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import ai.djl.Device;
import dev.sora.engine.EngineDevice;
import java.util.Optional;
import java.util.OptionalLong;

/** The devices that PyTorch can use once it is loaded, and the runtime that drives them. */
interface Accelerator {

    /**
     * Returns the number of devices that this process sees; they are counted from 0. None of them
     * is started.
     */
    int count();

    /** Describes a device, which starts it: that takes memory of it and some time. */
    EngineDevice describe(int number);

    /** Returns a device in DJL's terms. */
    Device device(int number);

    /**
     * Waits until a device has completed all submitted operations.
     *
     * @throws dev.sora.problem.EngineException if the device failed
     */
    void await(int number);

    /** Returns the free memory of a device, in bytes; empty if it is that of the machine. */
    OptionalLong free(int number);

    /** Returns the version of the runtime of the devices, such as {@code CUDA 12.8}. */
    Optional<String> runtime();
}
