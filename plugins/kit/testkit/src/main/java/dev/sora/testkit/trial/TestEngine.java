// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sora.container.flat.FlatHost;
import dev.sora.core.host.PluginScope;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.plugin.SoraPlugin;
import dev.sora.setting.Settings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The engine of this JVM, which is loaded once. */
public final class TestEngine {

    private static final AtomicLong DISTURBANCES = new AtomicLong();

    /**
     * One thread is used otherwise, because samples are small and test machines are busy; with
     * several, sums are divided even where there are fewer processors.
     */
    private static final int SEVERAL = 3;

    private static Engine engine;

    private static @Nullable EngineSeat other;

    private static @Nullable Optional<EngineSeat> reduced;

    private TestEngine() {}

    /** Returns the engine on the class path, started at the first call. */
    public static synchronized Engine engine() {
        if (engine == null) {
            EngineType type = type();
            engine =
                    PluginScope.call(
                            type.getClass().getClassLoader(), () -> type.start(settings(type, 1)));
        }
        return engine;
    }

    /** Returns where checks compute. */
    public static EngineSeat here() {
        Engine running = engine();
        return new EngineSeat(running.devices().get(0).name(), running, running::newManager);
    }

    /**
     * Returns another place to compute in, with the same runtime, because a JVM has only one: the
     * processor if the engine is on an accelerator, otherwise the engine with several threads.
     * Empty if it takes no number of threads.
     */
    public static synchronized Optional<EngineSeat> other() {
        if (other == null) {
            other = findOther();
        }
        return Optional.ofNullable(other);
    }

    private static @Nullable EngineSeat findOther() {
        Engine running = engine();
        boolean onProcessor;
        try (NDManager manager = running.newManager()) {
            onProcessor = manager.getDevice().equals(Device.cpu());
        }
        if (!onProcessor) {
            return new EngineSeat(
                    "the processor",
                    running,
                    () -> {
                        NDManager root = running.newManager();
                        return root.newSubManager(Device.cpu());
                    });
        }
        EngineType type = type();
        if (!takesThreads(type)) {
            return null;
        }
        Engine threads =
                PluginScope.call(
                        type.getClass().getClassLoader(),
                        () -> type.start(settings(type, SEVERAL)));
        return new EngineSeat("%d threads".formatted(SEVERAL), threads, threads::newManager);
    }

    /**
     * Returns the engine with products of a shorter type; empty if it has no setting {@code
     * precision}, or cannot compute with {@code bf16} on this machine.
     */
    public static synchronized Optional<EngineSeat> reduced() {
        if (reduced == null) {
            engine();
            reduced = findReduced();
        }
        return reduced;
    }

    private static Optional<EngineSeat> findReduced() {
        EngineType type = type();
        if (type.descriptor().settings().stream().noneMatch(s -> s.name().equals("precision"))) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>(values(type, 1));
        values.put("precision", "bf16");
        Settings settings = Settings.of(type.descriptor().settings(), values);
        if (type.obstacle(settings).isPresent()) {
            return Optional.empty();
        }
        Engine started =
                PluginScope.call(type.getClass().getClassLoader(), () -> type.start(settings));
        return Optional.of(new EngineSeat("bf16", started, started::newManager))
                .filter(seat -> seat.precision().isPresent());
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

    private static Settings settings(EngineType type, int threads) {
        return Settings.of(type.descriptor().settings(), values(type, threads));
    }

    private static Map<String, Object> values(EngineType type, int threads) {
        return takesThreads(type) ? Map.of("threads", threads) : Map.of();
    }

    private static boolean takesThreads(EngineType type) {
        return type.descriptor().settings().stream().anyMatch(s -> s.name().equals("threads"));
    }

    /** Chooses as {@code engine: {type: auto}} does: the preferred one of those that can run. */
    private static EngineType type() {
        return ServiceLoader.load(SoraPlugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(TestEngine::isEngine)
                .flatMap(plugin -> FlatHost.offer(plugin).types().stream())
                .filter(EngineType.class::isInstance)
                .map(EngineType.class::cast)
                .filter(type -> type.obstacle().isEmpty())
                .max(Comparator.comparingInt(EngineType::preference))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no engine that can run on the class path: add"
                                                + " dev.sora:sora-engine-cpu with scope 'test'"));
    }

    /**
     * Returns whether a plugin offers an engine; such a plugin must stay outside of the container.
     */
    public static boolean isEngine(SoraPlugin plugin) {
        return plugin.types().stream().anyMatch(EngineType.class::isInstance);
    }
}
