// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginLease;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.Marks;
import dev.sora.core.plan.GraphPlan;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineDevice;
import dev.sora.engine.EngineFacts;
import dev.sora.engine.EngineType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class TestEngineRoom {

    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    private PluginLease hold() {
        held.incrementAndGet();
        return new PluginLease(List.of(), held::decrementAndGet);
    }

    private static ResolvedType<EngineType> planned(EngineType type) {
        return planned(type, Map.of());
    }

    private static ResolvedType<EngineType> planned(EngineType type, Map<String, Object> values) {
        Setting<Long> threads = Setting.integer("threads", "Threads.");
        OfferedPlugin plugin =
                new OfferedPlugin(
                        "motor",
                        "1.0.0",
                        "motor.jar",
                        TestEngineRoom.class.getClassLoader(),
                        List.of(type));
        return new ResolvedType<>("engine", type, plugin, Settings.of(List.of(threads), values));
    }

    @Test
    void holdsTheEnginesPluginOnceUntilItIsClosed() {
        EngineRoom room = new EngineRoom();
        ResolvedType<EngineType> motor = planned(new Motor(false));
        room.start(motor, this::hold).get();
        room.start(motor, this::hold).get();
        assertThat(held).hasValue(1);
        assertThat(running).hasValue(1);
        room.close();
        room.close();
        assertThat(held).hasValue(0);
        assertThat(running).hasValue(0);
    }

    /** A model that leaves the number of threads open is served by an engine with any number. */
    @Test
    void servesRequestsThatLeaveTheNumberOfThreadsOpen() {
        EngineType motor = new Motor(false);
        try (EngineRoom room = new EngineRoom()) {
            room.start(planned(motor, Map.of("threads", 2L)), this::hold).get();
            room.start(planned(motor), this::hold).get();
            room.start(planned(motor, Map.of("threads", 2L)), this::hold).get();
            assertThat(running).hasValue(1);
            assertThatThrownBy(() -> room.start(planned(motor, Map.of("threads", 3L)), this::hold))
                    .hasMessageContaining("SORA-5001");
        }
    }

    /** The answer is the same while the engine starts and after. */
    @Test
    void comparesTheNumberOfThreadsThatAnEngineChoosesWhenItHasStarted() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        EngineType motor =
                new Motor(false) {
                    @Override
                    public Engine start(Settings settings) {
                        try {
                            loading.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return super.start(settings);
                    }
                };
        try (EngineRoom room = new EngineRoom()) {
            room.start(planned(motor), this::hold);
            Supplier<Engine> four = room.start(planned(motor, Map.of("threads", 4L)), this::hold);
            Supplier<Engine> eight = room.start(planned(motor, Map.of("threads", 8L)), this::hold);
            loading.countDown();
            assertThat(four.get()).isNotNull();
            assertThatThrownBy(eight::get).hasMessageContaining("SORA-5001");
            assertThat(room.start(planned(motor, Map.of("threads", 4L)), this::hold).get())
                    .isSameAs(four.get());
            assertThatThrownBy(room.start(planned(motor, Map.of("threads", 8L)), this::hold)::get)
                    .hasMessageContaining("SORA-5001");
        }
    }

    @Test
    void givesTheReasonWhyAnEngineDoesNotStartToAllWhoWait() {
        try (EngineRoom room = new EngineRoom()) {
            EngineType motor = new Motor(true);
            Supplier<Engine> any = room.start(planned(motor), this::hold);
            assertThatThrownBy(any::get).hasMessageContaining("SORA-5002");
            assertThatThrownBy(room.start(planned(motor, Map.of("threads", 8L)), this::hold)::get)
                    .hasMessageContaining("SORA-5002");
        }
    }

    @Test
    void blamesSettingsBeforeTheAuthorsOfAPlugin() {
        Manifest manifest = new Manifest("m.yaml", Path.of("."), Map.of(), new Marks(Map.of()));
        Plan plan =
                new Plan(
                        manifest,
                        Map.of(),
                        "m",
                        7,
                        null,
                        null,
                        new GraphPlan(List.of(), Map.of()),
                        null,
                        List.of());
        ResolvedType<EngineType> motor = planned(new Motor(false));
        assertThatThrownBy(
                        () ->
                                PluginWork.run(
                                        plan, motor, "ran", () -> Math.floorDiv(1, held.get())))
                .hasMessageContaining("SORA-3903")
                .hasMessageContaining("/ by zero")
                .hasMessageContaining("check its settings; if they are right, report it");
    }

    @Test
    void startsNoEngineThatNobodyWouldEnd() {
        EngineRoom room = new EngineRoom();
        room.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> room.start(planned(new Motor(false)), this::hold));
        assertThat(held).hasValue(0);
        assertThat(running).hasValue(0);
    }

    @Test
    void letsGoOfAnEngineThatDoesNotStart() {
        try (EngineRoom room = new EngineRoom()) {
            assertThatThrownBy(() -> room.start(planned(new Motor(true)), this::hold).get())
                    .hasMessageContaining("SORA-5002");
            room.start(planned(new Motor(false)), this::hold).get();
            assertThat(held).hasValue(1);
        }
        assertThat(held).hasValue(0);
    }

    private class Motor implements EngineType {

        private final boolean broken;

        Motor(boolean broken) {
            this.broken = broken;
        }

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("motor", "Runs.");
        }

        @Override
        public Engine start(Settings settings) {
            if (broken) {
                throw new UnsatisfiedLinkError("no such library");
            }
            running.incrementAndGet();
            return new Running();
        }
    }

    private final class Running implements Engine {

        @Override
        public NDManager newManager() {
            throw new UnsupportedOperationException("it only runs");
        }

        @Override
        public <T> T seeded(long seed, Supplier<T> draws) {
            throw new UnsupportedOperationException("it only runs");
        }

        @Override
        public void await() {}

        @Override
        public List<EngineDevice> devices() {
            return List.of(EngineDevice.of("none"));
        }

        @Override
        public EngineFacts facts() {
            return EngineFacts.of("none").withThreads(4);
        }

        @Override
        public void close() {
            running.decrementAndGet();
        }
    }
}
