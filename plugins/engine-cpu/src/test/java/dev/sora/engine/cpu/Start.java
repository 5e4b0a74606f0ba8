// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import dev.sora.problem.EngineException;

/** Starts the engine twice in a JVM of its own and prints what goes wrong. */
final class Start {

    private Start() {}

    public static void main(String[] arguments) {
        try {
            CpuRuntime.load();
        } catch (EngineException e) {
            System.out.println(e.getMessage());
        }
        try {
            CpuRuntime.load();
        } catch (EngineException e) {
            System.out.println("again: " + e.problems().get(0).code());
        }
    }
}
