// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;
import dev.sora.problem.EngineException;
import dev.sora.pytorch.NativeRuntime;

/** Starts the engine in a JVM in which another copy is registered, and prints what happens. */
final class StartAfterOther {

    private StartAfterOther() {}

    /** A provider that DJL would ask for an engine of the same name. */
    private static final class Other implements EngineProvider {

        @Override
        public String getEngineName() {
            return NativeRuntime.ENGINE;
        }

        @Override
        public int getEngineRank() {
            return 1;
        }

        @Override
        public Engine getEngine() {
            System.out.println("the other copy was started");
            return null;
        }
    }

    public static void main(String[] arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        // as in an application whose class path has no engine of Sora
        thread.setContextClassLoader(Engine.class.getClassLoader().getParent());
        Engine.registerEngine(new Other());
        thread.setContextClassLoader(own);
        try {
            CpuRuntime.load();
        } catch (EngineException e) {
            System.out.println(e.getMessage());
        }
    }
}
