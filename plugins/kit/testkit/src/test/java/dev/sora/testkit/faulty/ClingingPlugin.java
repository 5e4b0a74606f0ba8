// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.faulty;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** A plugin that starts a thread that never ends. */
public class ClingingPlugin implements SoraPlugin {

    @Override
    public final String name() {
        return "clinging";
    }

    @Override
    public final List<SoraType> types() {
        cling();
        return List.of(FaultyParticle.SOUND);
    }

    void cling() {
        Thread thread = new Thread(ClingingPlugin::waitForEver, "clinging-worker");
        thread.setDaemon(true);
        thread.start();
    }

    private static void waitForEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A plugin that registers a shutdown hook. */
    public static final class Hooking extends ClingingPlugin {

        @Override
        void cling() {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}, "clinging-hook"));
        }
    }
}
