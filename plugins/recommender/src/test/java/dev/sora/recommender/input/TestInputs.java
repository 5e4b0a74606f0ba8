// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.particle.UnknownValues;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.recommender.InMemoryRecords;
import dev.sora.recommender.Offers;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestInputs {

    private static final InMemoryRecords SEEN =
            InMemoryRecords.texts(
                    "user item", "ann a", "bob a", "ann b", "bob c", "ann c", "ann a");

    private static int[] encode(FittedInput input, InMemoryRecords rows) {
        int[] indices = new int[rows.all().size()];
        input.encode(rows.all()).get(0).data().asIntBuffer().get(indices);
        return indices;
    }

    @Test
    void numbersWhatTrainingHas() {
        FittedInput users = Offers.input("user", Map.of("column", "user")).fit(SEEN);

        assertThat(users.spec().tableSize()).isEqualTo(3);
        assertThat(encode(users, InMemoryRecords.texts("user", "bob", "eve", "ann", "-")))
                .containsExactly(2, 0, 1, 0);
    }

    @Test
    void takesWholeNumbersAndTextsForOne() {
        FittedInput users =
                Offers.input("user", Map.of("column", "user"))
                        .fit(InMemoryRecords.of("user", ColumnType.INTEGER, 7L, 12L));

        assertThat(encode(users, InMemoryRecords.texts("user", "12", "7"))).containsExactly(2, 1);
        assertThat(encode(users, InMemoryRecords.of("user", ColumnType.NUMBER, 12.0, 7.5)))
                .containsExactly(2, 0);
    }

    @Test
    void leavesOutTheRare() {
        InputParticle item = Offers.input("item", Map.of("column", "item", "min_count", 2));

        assertThat(encode(item.fit(SEEN), SEEN)).containsExactly(1, 1, 0, 2, 2, 1);
        assertThatThrownBy(() -> item.fit(InMemoryRecords.texts("user item", "ann a")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("holds nothing to learn");
    }

    @Test
    void refusesTheUnknownIfAsked() {
        FittedInput users =
                Offers.input("user", Map.of("column", "user", "unknown", "error")).fit(SEEN);

        assertThatThrownBy(() -> encode(users, InMemoryRecords.texts("user", "ann", "eve")))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("this user is not known")
                .hasMessageContaining("rows.csv:3")
                .hasMessageContaining("eve");
    }

    @Test
    void countsWhomTrainingDoesNotHave() {
        InMemoryRecords asked =
                InMemoryRecords.texts("user", "bob", "eve", "-", "ann", "eve", "joe");
        UnknownValues expected = UnknownValues.of("user", "users", 5, 3, List.of("eve", "joe"));
        FittedInput users = Offers.input("user", Map.of("column", "user")).fit(SEEN);
        FittedInput history =
                Offers.input("history", Map.of("user", "user", "item", "item")).fit(SEEN);

        assertThat(users.unknown(asked.all(), users.encode(asked.all()))).containsExactly(expected);
        assertThat(history.unknown(asked.all(), history.encode(asked.all())))
                .containsExactly(expected);
    }

    @Test
    void comesBackFromItsState() {
        InputParticle item = Offers.input("item", Map.of("column", "item"));
        State state = item.fit(SEEN).state();

        assertThat(item.restore(state).state()).isEqualTo(state);
        for (Object broken : List.of("a", List.of(), List.of("a", "a"), List.of(1L))) {
            assertThatThrownBy(() -> item.restore(Workbench.state(Map.of("values", broken))))
                    .isInstanceOf(DataException.class);
        }
        assertThatThrownBy(() -> item.restore(State.builder().build()))
                .isInstanceOf(DataException.class);
    }

    private static InputParticle history(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(Map.of("user", "user", "item", "item"));
        settings.putAll(more);
        return Offers.input("history", settings);
    }

    private static int[][] histories(FittedInput input, InMemoryRecords rows) {
        try (Workbench bench = new Workbench()) {
            NDList encoded = bench.upload(input.encode(rows.all()));
            Signal signal = input.forward(encoded, bench.pass(false, Map.of()));
            int[] lengths = signal.lengths().toIntArray();
            int[] values = signal.values().toIntArray();
            int steps = (int) signal.values().getShape().get(1);
            int[][] histories = new int[lengths.length + 1][];
            for (int i = 0; i < lengths.length; i++) {
                histories[i] = java.util.Arrays.copyOfRange(values, i * steps, (i + 1) * steps);
            }
            histories[lengths.length] = lengths;
            return histories;
        }
    }

    @Test
    void givesEachUserItsItemsOnce() {
        FittedInput history = history(Map.of()).fit(SEEN);

        assertThat(history.spec().isSequence()).isTrue();
        assertThat(history.spec().tableSize()).isEqualTo(4);
        assertThat(histories(history, InMemoryRecords.texts("user", "bob", "eve", "ann")))
                .isDeepEqualTo(new int[][] {{1, 3, 0}, {0, 0, 0}, {1, 2, 3}, {2, 0, 3}});
        assertThat(histories(history, InMemoryRecords.texts("user", "eve")))
                .isDeepEqualTo(new int[][] {{0}, {0}});
    }

    @Test
    void thinsLongHistories() {
        FittedInput history = history(Map.of("max_items", 2)).fit(SEEN);

        assertThat(histories(history, InMemoryRecords.texts("user", "ann")))
                .isDeepEqualTo(new int[][] {{1, 2}, {2}});
    }

    @Test
    void refusesHistoriesThatDoNotFit() {
        InputParticle history = history(Map.of());
        State state = history.fit(SEEN).state();

        assertThat(history.restore(state).state()).isEqualTo(state);
        for (String broken :
                List.of(
                        "",
                        "00",
                        "ffffffff0f01",
                        "0301010102010200",
                        "8080808080808001",
                        "020101020104")) {
            byte[] bytes = HexFormat.of().parseHex(broken);
            HostTensor tensor =
                    HostTensor.of(DataType.UINT8, new Shape(bytes.length), ByteBuffer.wrap(bytes));
            State changed = state.toBuilder().tensor("interactions", tensor).build();
            assertThatThrownBy(() -> history.restore(changed))
                    .as(broken)
                    .isInstanceOf(DataException.class);
        }
    }
}
