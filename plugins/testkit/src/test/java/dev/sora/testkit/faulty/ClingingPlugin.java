// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.faulty;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** A plugin that starts a thread, which never ends. */
public final class ClingingPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "clinging";
    }

    @Override
    public List<SoraType> types() {
        Thread thread = new Thread(ClingingPlugin::waitForEver, "clinging-worker");
        thread.setDaemon(true);
        thread.start();
        return List.of(FaultyParticle.SOUND);
    }

    private static void waitForEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
