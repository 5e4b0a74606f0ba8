// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import java.util.OptionalLong;

/**
 * A device that an engine can compute on.
 *
 * @param name the name, unique within the engine, such as {@code cpu} or {@code gpu 0}
 * @param model the model, such as {@code NVIDIA H100}; empty if the name contains it
 * @param memory the size of its own memory, in bytes; empty if it shares the memory of the machine
 * @since 2.0
 */
public record EngineDevice(String name, String model, OptionalLong memory) {

    /** Returns a device that shares the memory of the machine. */
    public static EngineDevice of(String name) {
        return new EngineDevice(name, "", OptionalLong.empty());
    }

    /** Returns a device with memory of its own. */
    public static EngineDevice of(String name, String model, long memory) {
        return new EngineDevice(name, model, OptionalLong.of(memory));
    }

    /** Returns the name and the model, such as {@code gpu 0: NVIDIA H100}. */
    @Override
    public String toString() {
        return model.isEmpty() ? name : name + ": " + model;
    }
}
