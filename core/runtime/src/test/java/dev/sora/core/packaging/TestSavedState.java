// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.io.Json;
import dev.sora.core.io.TensorData;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TestSavedState {

    private static final int MANY = 5_000;

    private static State again(State state) {
        SavedState saved = SavedState.of(state);
        Map<String, Object> tree = Json.readObject(Json.line(saved.tree()), "test");
        return new SavedState(tree, saved.tensors()).state("test");
    }

    private static List<String> words(String end) {
        return IntStream.range(0, MANY).mapToObj(i -> i + " größe \ud83d\ude00" + end).toList();
    }

    @Test
    void bringsBackEveryKindOfValue() {
        State inner = State.builder().string("name", "a").numbers("points", -0.5, 3).build();
        State state =
                State.builder()
                        .string("text", "\ud800 half")
                        .number("number", 3)
                        .number("small", Double.MIN_VALUE)
                        .integer("whole", Long.MIN_VALUE)
                        .bool("truth", true)
                        .strings("texts", List.of("", "b", "\udc00"))
                        .strings("none", List.of())
                        .numbers("numbers", 1, 2)
                        .integers("wholes", 1, Long.MAX_VALUE)
                        .tensor("tensor", tensor(DataType.FLOAT32, 4, Float.NaN))
                        .tensor("indices", tensor(DataType.INT32, 4, 7))
                        .states("states", List.of(inner, State.builder().build()))
                        .build();

        State back = again(state);

        assertThat(back).isEqualTo(state);
        assertThat(back.values().keySet()).containsExactlyElementsOf(state.values().keySet());
        assertThat(back.strings("none")).isEmpty();
        assertThat(back.numbers("none")).isEmpty();
        assertThat(back.states("states").get(0).numbers("points", 2)).containsExactly(-0.5, 3);
        assertThat(back.tensor("tensor", DataType.FLOAT32).data().getFloat(8)).isNaN();
    }

    @Test
    void keepsLongListsAsBinaryData() {
        State inner = State.builder().strings("words", words("")).build();
        State state =
                State.builder()
                        .numbers(
                                "numbers",
                                DoubleStream.iterate(0.1, x -> x * 1.01).limit(MANY).toArray())
                        .integers("wholes", LongStream.range(0, MANY).map(i -> -i).toArray())
                        .strings("halves", words("\ud800"))
                        .states("columns", List.of(inner))
                        .build();

        assertThat(again(state)).isEqualTo(state);
        assertThat(SavedState.of(state).tensors().keySet())
                .containsExactly(
                        "numbers",
                        "wholes",
                        "halves/lengths",
                        "halves/utf-16",
                        "columns[0].words/lengths",
                        "columns[0].words/utf-8");
        assertThat(Json.line(SavedState.of(state).tree())).hasSizeLessThan(200);
    }

    @Test
    void refusesTensorsThatDoNotHoldWhatTheTreeSays() {
        State state =
                State.builder().strings("words", words("")).numbers("x", new double[MANY]).build();
        ByteBuffer longer =
                ByteBuffer.allocate(MANY * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        longer.putInt(0, Integer.MAX_VALUE);
        ByteBuffer negative =
                ByteBuffer.allocate(MANY * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        negative.putInt(0, -1);
        ByteBuffer none = ByteBuffer.allocate(MANY * Integer.BYTES);
        TensorData floats = TensorData.floats(new float[MANY], MANY);
        List<UnaryOperator<Map<String, TensorData>>> changes = new ArrayList<>();
        changes.add(tensors -> with(tensors, "words/lengths", ints(longer)));
        changes.add(tensors -> with(tensors, "words/lengths", ints(negative)));
        changes.add(tensors -> with(tensors, "words/lengths", ints(none)));
        changes.add(tensors -> with(tensors, "words/lengths", floats));
        changes.add(tensors -> with(tensors, "words/utf-8", floats));
        changes.add(tensors -> with(tensors, "x", floats));
        changes.add(tensors -> with(tensors, "more", floats));
        for (String name : SavedState.of(state).tensors().keySet()) {
            changes.add(
                    tensors -> {
                        tensors.remove(name);
                        return tensors;
                    });
        }
        byte[] cut =
                new byte
                        [(int)
                                SavedState.of(state)
                                        .tensors()
                                        .get("words/utf-8")
                                        .shape()
                                        .get(0)
                                        .longValue()];
        cut[0] = (byte) 0xff;
        changes.add(
                tensors ->
                        with(
                                tensors,
                                "words/utf-8",
                                new TensorData(
                                        TensorData.Type.U8,
                                        List.of((long) cut.length),
                                        ByteBuffer.wrap(cut))));

        for (UnaryOperator<Map<String, TensorData>> change : changes) {
            SavedState saved = SavedState.of(state);
            SavedState changed =
                    new SavedState(
                            saved.tree(), change.apply(new LinkedHashMap<>(saved.tensors())));
            assertThatThrownBy(() -> changed.state("model.sora"))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4407")
                    .hasMessageContaining("model.sora");
        }
    }

    @Test
    void refusesTruthsThatNativeCodeWouldNotKnow() {
        HostTensor truths =
                HostTensor.of(DataType.BOOLEAN, new Shape(2), ByteBuffer.wrap(new byte[] {1, 2}));
        State state = State.builder().tensor("truths", truths).build();

        assertThatThrownBy(() -> again(state))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("neither 0 nor 1");
    }

    private static Map<String, TensorData> with(
            Map<String, TensorData> tensors, String name, TensorData tensor) {
        tensors.put(name, tensor);
        return tensors;
    }

    private static TensorData ints(ByteBuffer buffer) {
        return new TensorData(TensorData.Type.I32, List.of((long) MANY), buffer);
    }

    private static HostTensor tensor(DataType type, int count, double last) {
        HostTensor tensor = HostTensor.allocate(type, 1, count - 1);
        if (type == DataType.FLOAT32) {
            tensor.data().putFloat((count - 2) * Float.BYTES, (float) last);
        } else {
            tensor.data().putInt((count - 2) * Integer.BYTES, (int) last);
        }
        return tensor;
    }
}
