// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import dev.sora.engine.cpu.CpuEnginePlugin;
import dev.sora.engine.gpu.GpuEnginePlugin;
import dev.sora.testkit.Contracts;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contracts of the engine plugins. The test kit computes with the engine, so the engine's own
 * module cannot use the kit. The engine types have no contract, because a process loads one native
 * runtime.
 */
final class TestEngineContract {

    @TestFactory
    Stream<DynamicTest> keepsItsContract() {
        return Contracts.plugin(new CpuEnginePlugin()).tests();
    }

    @TestFactory
    Stream<DynamicTest> ofGpusKeepsItsContract() {
        return Contracts.plugin(new GpuEnginePlugin()).tests();
    }
}
