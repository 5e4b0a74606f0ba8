// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.device;

import ai.djl.ndarray.NDManager;
import dev.sora.container.flat.FlatHost;
import dev.sora.engine.DeviceWork;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineDevice;
import dev.sora.engine.EngineFacts;
import dev.sora.engine.EngineType;
import dev.sora.engine.Tape;
import dev.sora.engine.cpu.CpuEnginePlugin;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Offers an engine that computes on the CPU and has a device with memory of its own. */
public final class SmallDevice implements SoraPlugin {

    /** How many minibatches were drawn ahead. */
    public static final AtomicInteger AHEAD = new AtomicInteger();

    /** The message of a failure of the device. */
    public static final String FULL = "the made-up memory is full";

    private static final Setting<Long> MEMORY =
            Setting.integer("memory", "The bytes of the device.").large().orElse(1L << 30);

    @Override
    public String name() {
        return "small-device";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new Type());
    }

    private static final class Type implements EngineType {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("small-device", "A device with little memory.", MEMORY);
        }

        @Override
        public int preference() {
            return -1;
        }

        @Override
        public Engine start(Settings settings) {
            EngineType cpu = (EngineType) FlatHost.offer(new CpuEnginePlugin()).types().get(0);
            return new Small(
                    cpu.start(Settings.of(cpu.descriptor().settings(), Map.of("threads", 1))),
                    EngineDevice.of("small", "a pretended device", settings.get(MEMORY)));
        }
    }

    private record Small(Engine cpu, EngineDevice device) implements Engine {

        @Override
        public NDManager newManager() {
            if (Thread.currentThread().getName().equals("sora-prefetch")) {
                AHEAD.incrementAndGet();
            }
            return cpu.newManager();
        }

        @Override
        public Tape openTape() {
            return cpu.openTape();
        }

        @Override
        public <T> Optional<T> offers(Class<T> extension) {
            return cpu.offers(extension);
        }

        @Override
        public <T> T seeded(long seed, Supplier<T> draws) {
            return cpu.seeded(seed, draws);
        }

        @Override
        public void await() {
            cpu.await();
        }

        @Override
        public List<EngineDevice> devices() {
            return List.of(device);
        }

        @Override
        public OptionalLong freeMemory() {
            return device.memory();
        }

        @Override
        public Optional<Problem> failure(Throwable thrown, DeviceWork work) {
            for (Throwable each = thrown; each != null; each = each.getCause()) {
                if (FULL.equals(each.getMessage())) {
                    OptionalInt fitting = work.fitting(() -> device.memory().orElseThrow());
                    return Optional.of(
                            Problem.of("TEST-0001", "full")
                                    .have("%d records".formatted(work.records()))
                                    .fix(fitting.isPresent() ? remedy(work, fitting) : "unknown"));
                }
            }
            return Optional.empty();
        }

        private static String remedy(DeviceWork work, OptionalInt fitting) {
            return fitting.getAsInt() == 0 ? "none" : work.remedy(fitting.getAsInt());
        }

        @Override
        public EngineFacts facts() {
            return cpu.facts();
        }

        @Override
        public void close() {
            cpu.close();
        }
    }
}
