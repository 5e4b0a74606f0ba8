// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.optimiser.ScheduleType;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.ScheduleContract;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** With which settings each schedule is tried. */
final class TestScheduleContracts {

    static List<ScheduleContract> all() {
        return List.of(
                curve("constant"),
                curve("step").variant(Map.of("every", 2, "gamma", 0.5)).refuses("every", 0),
                curve("exponential").variant(Map.of("gamma", 1.1)).refuses("gamma", 0),
                curve("linear").variant(Map.of("minimum", 0.1)).refuses("minimum", 2),
                curve("cosine").variant(Map.of("minimum", 1)).refuses("minimum", -0.1),
                schedule("one_cycle")
                        .variant(Map.of())
                        .variant(Map.of("warmup", 0.01, "start_divisor", 1, "end_divisor", 1))
                        .variant(Map.of("warmup", 0.99))
                        .refuses("warmup", 0)
                        .refuses("warmup", 1)
                        .refuses("start_divisor", 0.5),
                curve("plateau")
                        .variant(Map.of("patience", 0, "cooldown", 1, "minimum", 0.05))
                        .refuses("gamma", 1)
                        .refuses("patience", -1));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static ScheduleContract schedule(String name) {
        return Contracts.schedule(Workbench.type(new StandardPlugin(), ScheduleType.class, name));
    }

    private static ScheduleContract curve(String name) {
        return schedule(name)
                .variant(Map.of())
                .variant(Map.of("warmup", 0.2))
                .variant(Map.of("warmup_steps", 7))
                .refuses("warmup", 1)
                .refuses("warmup_steps", -1);
    }
}
