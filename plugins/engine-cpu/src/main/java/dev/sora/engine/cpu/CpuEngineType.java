// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Optional;

/** The type {@code cpu}, which starts PyTorch on the CPU. */
final class CpuEngineType implements EngineType {

    private static final Setting<Long> THREADS =
            Setting.integer(
                            "threads",
                            "Threads that share one operation; as many as the machine has cores"
                                    + " if not given.")
                    .atLeast(1)
                    .atMost(1024);

    private static final Setting<Long> INTEROP_THREADS =
            Setting.integer(
                            "interop_threads",
                            "Threads for independent operations; fixed by the first start in a"
                                    + " process.")
                    .atLeast(1)
                    .atMost(1024)
                    .orElse(1L);

    private static final Setting<Boolean> FLUSH_DENORMALS =
            Setting.bool(
                            "flush_denormals",
                            "Whether numbers too small for full precision count as zero; such"
                                    + " numbers can make a step ten times slower.")
                    .orElse(true);

    private static final Setting<String> WAIT =
            Setting.choice(
                    "wait",
                    "How threads wait for each other: 'spin' is fastest where nothing else runs,"
                            + " 'passive' sleeps, 'adaptive' spins while the cores are free and"
                            + " gives way to other programs; 'adaptive' if not given. None of"
                            + " them changes results.",
                    WaitPolicy.words());

    private static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "cpu",
                    "PyTorch on the CPU.",
                    THREADS,
                    INTEROP_THREADS,
                    FLUSH_DENORMALS,
                    WAIT,
                    CpuPrecision.SETTING,
                    LogicalDevices.SETTING);

    @Override
    public TypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<Problem> obstacle() {
        return CpuLibraries.own().obstacle();
    }

    @Override
    public Optional<Problem> obstacle(Settings settings) {
        return obstacle().or(() -> CpuPrecision.obstacle(settings));
    }

    @Override
    public int replicas(Settings settings) {
        return LogicalDevices.count(settings);
    }

    @Override
    public Engine start(Settings settings) {
        return CpuRuntime.engine(
                settings.find(THREADS).map(Math::toIntExact).orElseGet(Processor::cores),
                Math.toIntExact(settings.get(INTEROP_THREADS)),
                settings.get(FLUSH_DENORMALS),
                settings.find(WAIT).map(WaitPolicy::of).orElse(WaitPolicy.ADAPTIVE),
                LogicalDevices.count(settings),
                CpuPrecision.of(settings));
    }
}
