// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ColumnType;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputType;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The input that marks records with a value. */
final class TestInputContracts {

    private static final InputType TYPE =
            Workbench.type(new StandardPlugin(), InputType.class, "presence");
    private static final SampleRecords TEXTS =
            SampleRecords.column("x", ColumnType.TEXT, "a", null, " ", "b");

    static List<InputContract> all() {
        return List.of(Contracts.input(TYPE).with("column", "x").on(TEXTS));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    @Test
    void marksRecordsWithAValue() {
        FittedInput input = TYPE.create(Workbench.settings(TYPE, Map.of("column", "x"))).fit(TEXTS);
        float[] marks = new float[4];
        input.encode(TEXTS.list()).get(0).data().asFloatBuffer().get(marks);

        assertThat(marks).containsExactly(1, 0, 0, 1);
    }
}
