// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Prediction;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TestMicrometerObserver {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerObserver observer = new MicrometerObserver(registry);
    private final ObservedCalls calls =
            new ObservedCalls("people", List.of(new Broken(), observer));
    private final Prediction one =
            new Prediction("memory", 1, Map.of(), Map.of(), Optional.empty());

    /** Fails with every event; predictions and other observers must not notice. */
    private static final class Broken implements ModelObserver {
        @Override
        public void opened(String model) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void predicted(Call call) {
            throw new NoClassDefFoundError("broken");
        }
    }

    private double open() {
        return registry.get("sora.models.open").gauge().value();
    }

    @Test
    void countsBrokenRecordsByTheirCode() {
        Prediction broken =
                new Prediction(
                        "memory",
                        1,
                        Map.of(),
                        Map.of(),
                        Optional.of(Problem.of("SORA-4211", "wrong")));
        calls.list(() -> List.of(one, broken, one));
        calls.list(() -> List.of(broken));

        assertThat(registry.get("sora.records").tag("error", "none").counter().count())
                .isEqualTo(2);
        assertThat(registry.get("sora.records").tag("error", "SORA-4211").counter().count())
                .isEqualTo(2);
        assertThat(registry.get("sora.predictions").tag("error", "none").timer().count())
                .isEqualTo(1);
        assertThat(registry.get("sora.predictions").tag("error", "SORA-4211").timer().count())
                .isEqualTo(1);
    }

    @Test
    void countsTheOpenModelsOfAllObserversAndLeavesNoGauge() {
        calls.opened();
        MicrometerObserver second = new MicrometerObserver(registry);
        second.opened("other");
        second.opened("other");
        System.gc();
        assertThat(open()).isEqualTo(3);
        second.close();
        second.close();
        second.closed("other");
        assertThat(open()).isEqualTo(1);
        observer.close();
        assertThat(registry.find("sora.models.open").gauge()).isNull();

        try (MicrometerObserver later = new MicrometerObserver(registry)) {
            later.opened("people");
            assertThat(open()).isEqualTo(1);
        }
    }

    @Test
    void countsCallsAndRecords() {
        calls.opened();
        assertThat(calls.list(() -> List.of(one, one))).hasSize(2);
        calls.consumed(prediction -> {}, sink -> sink.accept(one));

        assertThat(registry.get("sora.records").tag("model", "people").counter().count())
                .isEqualTo(3);
        assertThat(registry.get("sora.predictions").tag("error", "none").timer().count())
                .isEqualTo(2);
        assertThat(registry.get("sora.models.open").gauge().value()).isEqualTo(1);
        calls.closed();
        assertThat(registry.get("sora.models.open").gauge().value()).isZero();
    }

    @Test
    void countsFailuresByTheirCode() {
        SoraException failure = new SoraException(Problem.of("SORA-4211", "wrong"));
        assertThatThrownBy(
                        () ->
                                calls.list(
                                        () -> {
                                            throw failure;
                                        }))
                .isSameAs(failure);
        assertThatThrownBy(
                        () ->
                                calls.list(
                                        () -> {
                                            throw new IllegalStateException("closed");
                                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(registry.get("sora.predictions").tag("error", "SORA-4211").timer().count())
                .isEqualTo(1);
        assertThat(registry.get("sora.predictions").tag("error", "other").timer().count())
                .isEqualTo(1);
    }
}
