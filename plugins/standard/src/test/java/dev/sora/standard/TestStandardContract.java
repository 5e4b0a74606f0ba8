// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.testkit.Contracts;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The plugin as a whole; a type that is added to it needs a contract in one of these lists. */
final class TestStandardContract {

    private static final String CLASSES =
            """
            manifest: 1
            name: classes
            data:
              train: {type: synthetic, records: 64, features: 4}
              validation: {fraction: 0.2}
              test: {type: synthetic, records: 16, features: 4, seed: 2}
            inputs:
              x: {type: plain-values, column: x}
            particles:
              view: {type: dense, from: x, units: 3, activation: tanh, count: 2}
              calm: {type: layer_norm, from: view, count: 2}
            combiners:
              whole: {type: gated, from: calm}
            outputs:
              kind: {type: classification, column: kind, from: whole}
            training:
              optimiser: {type: adam, learning_rate: 0.01}
              schedule: {type: cosine, warmup: 0.1}
              epochs: 2
              batch_size: 16
            """;

    private static final String NUMBERS =
            """
            manifest: 1
            name: numbers
            data:
              train: {type: synthetic, records: 48}
              test: {type: synthetic, records: 16, seed: 2}
            inputs:
              x: {type: plain-values, column: x}
            particles:
              calm: {type: batch_norm, from: x}
              some: {type: dropout, from: calm, rate: 0.1}
            outputs:
              y: {type: regression, column: y, from: some, loss: huber}
            training:
              optimiser: {type: pso, swarm_size: 5}
              epochs: 1
              batch_size: 16
            """;

    @TestFactory
    Stream<DynamicTest> keepsItsContract() {
        return Contracts.plugin(new StandardPlugin())
                .covers(TestInputContracts.all())
                .covers(TestParticleContracts.all())
                .covers(TestCombinerContracts.all())
                .covers(TestOptimiserContracts.all())
                .covers(TestScheduleContracts.all())
                .covers(TestOrderContracts.all())
                .covers(TestProcedureContracts.all())
                .covers(TestOutputContracts.all())
                .covers(TestMetricContracts.all())
                .trains(CLASSES)
                .trains(NUMBERS)
                .tests();
    }
}
