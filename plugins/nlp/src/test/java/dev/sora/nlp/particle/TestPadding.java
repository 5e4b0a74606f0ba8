// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.sora.nlp.Offers;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in the padding, however much of it there is, or if there is none. */
final class TestPadding {

    private static final int[] LENGTHS = {4, 9, 1, 7, 2};
    private static final int STEPS = 9;
    private static final int FEATURES = 6;

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Arguments> particles() {
        Stream<Arguments> recurrent =
                Stream.of("lstm", "gru")
                        .flatMap(
                                name ->
                                        Stream.of("last", "sequence", "mean", "max")
                                                .flatMap(
                                                        returns ->
                                                                Stream.of(
                                                                        recurrent(
                                                                                name, returns, 1,
                                                                                false),
                                                                        recurrent(
                                                                                name, returns, 1,
                                                                                true),
                                                                        recurrent(
                                                                                name, returns, 2,
                                                                                true))));
        Stream<Arguments> others =
                Stream.of(
                        Arguments.of("pool", Map.of("kind", "mean")),
                        Arguments.of("pool", Map.of("kind", "max")),
                        Arguments.of("pool", Map.of("kind", "sum")),
                        Arguments.of("pool", Map.of("kind", "last")),
                        Arguments.of("attention-pool", Map.of()),
                        Arguments.of("attention-pool", Map.of("units", 3)),
                        Arguments.of("text-cnn", Map.of("filters", 5)),
                        Arguments.of("text-cnn", Map.of("kernels", List.of(1, 10), "filters", 2)),
                        Arguments.of("transformer-encoder", Map.of("heads", 2)),
                        Arguments.of(
                                "transformer-encoder",
                                Map.of("heads", 4, "units", 8, "positions", "learned")),
                        Arguments.of(
                                "transformer-encoder",
                                Map.of("heads", 3, "layers", 1, "positions", "none")));
        return Stream.concat(recurrent, others);
    }

    private static Arguments recurrent(String name, String returns, int layers, boolean both) {
        return Arguments.of(
                name,
                Map.of("units", 5, "returns", returns, "layers", layers, "bidirectional", both));
    }

    @ParameterizedTest
    @MethodSource("particles")
    void paddingDoesNotLeak(String name, Map<String, ?> settings) {
        UnaryParticle particle = Offers.particle(name, settings);
        Signal batch = bench.sequences(STEPS, FEATURES, LENGTHS);
        Pass pass = bench.pass(false, bench.parameters(particle.plan(Workbench.specOf(batch))));
        float[] clean = particle.forward(batch, pass).values().toFloatArray();

        // text-cnn is promised zeros, as every sequence has them, and reads them behind short texts
        if (!name.equals("text-cnn")) {
            NDArray valid = batch.values().neq(0).toType(batch.values().getDataType(), false);
            NDArray dirty = batch.values().add(valid.sub(1).mul(3f));
            assertThat(
                            particle.forward(Signal.sequence(dirty, batch.lengths()), pass)
                                    .values()
                                    .toFloatArray())
                    .containsExactly(clean, within(1e-5f));
        }
    }

    /** An unknown user has an empty history. */
    @ParameterizedTest
    @MethodSource("particles")
    void anEmptySequenceGivesUsualNumbers(String name, Map<String, ?> settings) {
        UnaryParticle particle = Offers.particle(name, settings);
        Signal batch = bench.sequences(3, FEATURES, 0, 3);
        Pass pass = bench.pass(false, bench.parameters(particle.plan(Workbench.specOf(batch))));

        for (float value : particle.forward(batch, pass).values().toFloatArray()) {
            assertThat(value).isBetween(-100f, 100f);
        }
    }

    @ParameterizedTest
    @MethodSource("particles")
    void withoutLengthsAllStepsAreValid(String name, Map<String, ?> settings) {
        UnaryParticle particle = Offers.particle(name, settings);
        Signal batch = bench.sequences(5, FEATURES, 5, 5);
        Signal bare = Signal.of(batch.values());
        Map<String, NDArray> parameters =
                new HashMap<>(bench.parameters(particle.plan(Workbench.specOf(batch))));
        Pass pass = bench.pass(false, parameters);

        assertThat(particle.plan(Workbench.specOf(bare)).output().isSequence()).isFalse();
        float[] expected = particle.forward(batch, pass).values().toFloatArray();
        assertThat(particle.forward(bare, pass).values().toFloatArray())
                .containsExactly(expected, within(1e-5f));
        // nor does the knowledge that all steps are valid change a result
        assertThat(particle.forward(batch.complete(), pass).values().toFloatArray())
                .containsExactly(expected, within(1e-5f));
    }

    @Test
    void otherStepsOrLengthsMayHavePadding() {
        Signal complete = bench.sequences(5, FEATURES, 5, 5).complete();
        NDArray values = complete.values();

        assertThat(complete.withValues(values.mul(2)).isComplete()).isTrue();
        assertThat(complete.with("more", values).isComplete()).isTrue();
        assertThat(complete.masked()).isSameAs(complete);
        assertThat(complete.withValues(values.get(":, :3")).isComplete()).isFalse();
        assertThat(complete.withValues(complete.lengths()).isComplete()).isFalse();
        assertThat(complete.with(Signal.LENGTHS, complete.lengths()).isComplete()).isFalse();
        assertThat(Signal.of(values).isComplete()).isFalse();
        assertThatThrownBy(() -> Signal.of(values).complete())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
