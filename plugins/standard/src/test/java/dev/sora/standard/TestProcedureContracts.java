// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.procedure.ProcedureType;
import dev.sora.standard.procedure.Procedures;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.ProcedureContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What distillation learns is tested in the examples, where there are teachers. */
final class TestProcedureContracts {

    static List<ProcedureContract> all() {
        return List.of(
                Contracts.procedure((ProcedureType) Procedures.types().get(0))
                        .with("teacher", "teacher.sora")
                        .variant(Map.of())
                        .variant(Map.of("temperature", 1, "share", 0.5, "output", "digit"))
                        .refuses("temperature", 0)
                        .refuses("share", 1.5),
                Contracts.procedure((ProcedureType) Procedures.types().get(1))
                        .with("nodes", List.of("view"))
                        .variant(Map.of()));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContract() {
        return all().stream().flatMap(Contract::tests);
    }
}
