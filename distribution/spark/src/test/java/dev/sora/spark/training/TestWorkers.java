// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.TrainingSession;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that workers send each other in an evaluation. */
final class TestWorkers {

    /** Each worker holds the predictions of all, and its memory does not grow with them. */
    @ParameterizedTest
    @CsvSource({"2, 8388608", "64, 262144", "1000, 16777", "100000, 1024"})
    void aRoundIsNotLargerWithMoreWorkers(int workers, int expected) {
        AtomicInteger most = new AtomicInteger();
        TrainingSession session =
                (TrainingSession)
                        Proxy.newProxyInstance(
                                TrainingSession.class.getClassLoader(),
                                new Class<?>[] {TrainingSession.class},
                                (proxy, method, arguments) -> {
                                    assertThat(method.getName()).isEqualTo("evaluate");
                                    most.set((int) arguments[2]);
                                    return null;
                                });

        new Workers(0, workers, Optional.empty()).evaluate(session);

        assertThat(most).hasValue(expected);
    }
}
