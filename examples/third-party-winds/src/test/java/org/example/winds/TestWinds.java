// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.data.ColumnType;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contracts of the plugin and all its types, and their interaction. */
final class TestWinds {

    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(WindsPlugin.class);

    private static final SampleRecords WINDS =
            SampleRecords.column(
                    "wind", ColumnType.NUMBER, 0.0, 359.0, 1.0, 90.0, 181.5, 270.0, 45.0, 300.0);

    @TestFactory
    Stream<DynamicTest> theInputKeepsItsContract() {
        return Contracts.input(new DirectionInputType()).with("column", "wind").on(WINDS).tests();
    }

    @TestFactory
    Stream<DynamicTest> theOutputKeepsItsContract() {
        return Contracts.output(new DirectionOutputType())
                .with("column", "wind")
                .learningFrom(WINDS)
                .on(SampleSignal.vector(5))
                .refuses(SampleSignal.sequence(4, 3))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theMetricKeepsItsContract() {
        // The kit cannot generate outcomes of the plugin's own form, so it receives some.
        Directions whole = Directions.of(new double[] {359, 10, 180}, new double[] {1, 350, 0});
        return Contracts.metric(new AngularErrorType())
                .on(
                        whole,
                        Directions.of(new double[] {359, 10}, new double[] {1, 350}),
                        Directions.of(new double[] {180}, new double[] {0}))
                .expects(whole, (2 + 20 + 180) / 3.0)
                .range(0, 180)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theSourceKeepsItsContract() {
        return Contracts.source(new DrawnWindsType())
                .with("samples", 50)
                .refuses("samples", 0)
                .withoutFiles()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> isAPluginThatCanComeAndGo() {
        return Contracts.plugin(new WindsPlugin())
                .trains(Path.of("winds.yaml"), "data.train.samples=300", "training.epochs=1")
                .tests();
    }

    @Test
    void findsTheWindAcrossNorth() {
        Sora.TrainingResult result = SORA.train(Path.of("winds.yaml"));

        // The noise alone causes an error of 4 degrees; predicting the mean direction, of 90.
        double error = result.metrics().get("test", "noon", "angular_error");
        assertTrue(error < 12, "it is off by %s degrees".formatted(error));
    }

    @Test
    void theBestConstantAnswerIsTheMeanOnTheCircle() {
        Directions winds = Directions.of(new double[2], new double[] {350, 30});

        assertEquals(10, winds.constant().orElseThrow().predicted()[1], 1e-9);
    }
}
