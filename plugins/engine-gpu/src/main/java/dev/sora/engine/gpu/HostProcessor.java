// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import ai.djl.Device;
import dev.sora.engine.EngineDevice;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The processor of this machine instead of a GPU, for tests: with it, everything about this engine
 * but the device itself runs on machines without a GPU. Only a system property selects it, never a
 * manifest, so that no user computes on it by mistake.
 */
final class HostProcessor implements Accelerator {

    /** The system property that selects it with the value {@code cpu}. */
    static final String PROPERTY = "sora.test.gpu.device";

    static boolean isChosen() {
        return "cpu".equals(System.getProperty(PROPERTY));
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public EngineDevice describe(int number) {
        return EngineDevice.of("cpu 0, instead of a GPU");
    }

    @Override
    public Device device(int number) {
        return Device.cpu();
    }

    @Override
    public void await(int number) {
        // CPU operations are synchronous
    }

    @Override
    public OptionalLong free(int number) {
        return OptionalLong.empty();
    }

    @Override
    public Optional<String> runtime() {
        return Optional.empty();
    }
}
