// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import ai.djl.ndarray.NDManager;
import dev.sora.container.flat.FlatHost;
import dev.sora.core.host.PluginScope;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.plugin.SoraPlugin;
import dev.sora.setting.Settings;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;

/** The engine of this JVM, which is loaded once. */
public final class TestEngine {

    private static final AtomicLong DISTURBANCES = new AtomicLong();

    private static Engine engine;

    private TestEngine() {}

    /** Returns the engine on the class path, started at the first call. */
    public static synchronized Engine engine() {
        if (engine == null) {
            EngineType type = type();
            engine =
                    PluginScope.call(
                            type.getClass().getClassLoader(), () -> type.start(settings(type)));
        }
        return engine;
    }

    /** Changes the state of the random generator of the device, as other work does. */
    public static void disturb() {
        engine().seeded(DISTURBANCES.incrementAndGet(), () -> Boolean.TRUE);
    }

    /** Returns a manager for one check; its caller closes it. */
    public static NDManager newManager() {
        NDManager manager = engine().newManager();
        manager.setName("testkit");
        return manager;
    }

    /** Uses one thread, because samples are small and test machines are busy. */
    private static Settings settings(EngineType type) {
        boolean takesThreads =
                type.descriptor().settings().stream().anyMatch(s -> s.name().equals("threads"));
        return Settings.of(
                type.descriptor().settings(), takesThreads ? Map.of("threads", 1) : Map.of());
    }

    private static EngineType type() {
        for (SoraPlugin plugin : ServiceLoader.load(SoraPlugin.class)) {
            if (isEngine(plugin)) {
                return (EngineType) FlatHost.offer(plugin).types().get(0);
            }
        }
        throw new IllegalStateException(
                "no engine on the class path: add dev.sora:sora-engine-cpu with scope 'test'");
    }

    /**
     * Returns whether a plugin offers an engine; such a plugin must stay outside of the container.
     */
    public static boolean isEngine(SoraPlugin plugin) {
        return plugin.types().stream().anyMatch(EngineType.class::isInstance);
    }
}
