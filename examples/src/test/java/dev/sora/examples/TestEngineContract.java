// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import dev.sora.engine.cpu.CpuEnginePlugin;
import dev.sora.testkit.Contracts;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The engine as a plugin: the test kit computes with it, so that its own module cannot use the kit.
 * Its type has no contract, as a process loads one native runtime.
 */
final class TestEngineContract {

    @TestFactory
    Stream<DynamicTest> keepsItsContract() {
        return Contracts.plugin(new CpuEnginePlugin()).tests();
    }
}
