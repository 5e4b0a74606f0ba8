// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.npz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.problem.Problem;
import dev.sora.table.Packing;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestNpz {

    @TempDir private Path folder;

    @Test
    void readsImagesOfSixteenBits() throws IOException {
        byte[] samples =
                little(16)
                        .putShort((short) 1)
                        .putShort((short) 300)
                        .putShort(6, (short) 65535)
                        .array();
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("x.npy", Npy.of("<u2", "2, 2, 2", false, samples));

        List<DataRecord> records = Reading.all("npz", Map.of("path", write(arrays).toString()));

        ImageValue image = records.get(0).get("x", ImageValue.class);
        assertThat(image.deep()).containsExactly((short) 1, (short) 300, (short) 0, (short) 65535);
        assertThat(image.samples()).containsExactly((byte) 0, (byte) 1, (byte) 0, (byte) 255);
    }

    @Test
    void readsArraysRowByRow() throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("x.npy", Npy.of("|u1", "2, 2, 3", false, Npy.bytes(12)));
        arrays.put("y.npy", Npy.of("<i8", "2, 1", true, little(16).putLong(7).putLong(-8).array()));
        arrays.put(
                "z.npy",
                Npy.of("<f4", "2", false, little(8).putFloat(1.5f).putFloat(0f / 0f).array()));
        arrays.put(
                "v.npy",
                Npy.of(
                        ">f8",
                        "2, 2",
                        false,
                        ByteBuffer.allocate(32)
                                .putDouble(1)
                                .putDouble(2)
                                .putDouble(3)
                                .putDouble(4)
                                .array()));
        arrays.put(
                "h.npy",
                Npy.of(
                        "<f2",
                        "2,",
                        false,
                        little(4).putShort((short) 0x3e00).putShort((short) 0xc000).array()));
        arrays.put(
                "s.npy",
                Npy.of(
                        "<U2",
                        "2,",
                        false,
                        little(16).putInt('o').putInt('k').putInt('é').putInt(0).array()));

        List<DataRecord> records = Reading.all("npz", Map.of("path", write(arrays).toString()));

        assertThat(records).hasSize(2);
        ImageValue image = records.get(1).get("x", ImageValue.class);
        assertThat(image.height()).isEqualTo(2);
        assertThat(image.width()).isEqualTo(3);
        assertThat(image.sample(0, 1, 0)).isEqualTo(7);
        assertThat(Reading.column(records, "y")).containsExactly(7L, -8L);
        assertThat(Reading.column(records, "z")).containsExactly(1.5, null);
        assertThat(records.get(1).get("v", float[].class)).containsExactly(3, 4);
        assertThat(Reading.column(records, "h")).containsExactly(1.5, -2.0);
        assertThat(Reading.column(records, "s")).containsExactly("ok", "é");
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        assertThat(failure("a.npy", Npy.of("|O", "2,", false, Npy.bytes(9))).have())
                .contains("Python objects");
        assertThat(failure("a.npy", Npy.of("<c8", "2,", false, Npy.bytes(16))).code())
                .isEqualTo("SORA-4265");
        assertThat(failure("a.npy", Npy.of("<f4", "2, 2", true, Npy.bytes(16))).have())
                .contains("Fortran");
        assertThat(failure("a.npy", Npy.of("<f4", "2, 99999999999", false, Npy.bytes(16))).have())
                .contains("256 MiB");
        assertThat(
                        failure("a.npy", Npy.of("<f4", "999999999999999, 0", false, Npy.bytes(0)))
                                .have())
                .contains("rows are empty");
        assertThat(failure("a.npy", Npy.of("<f4", "-1,", false, Npy.bytes(4))).have())
                .contains("not plausible");
        assertThat(failure("a.npy", Npy.of("<f4", "3,", false, Npy.bytes(8))).have())
                .contains("row 3");
        assertThat(failure("a.npy", new byte[5]).code()).isEqualTo("SORA-4265");
        assertThat(failure("a.txt", new byte[5]).code()).isEqualTo("SORA-4261");
        Path none = Files.write(folder.resolve("n.npz"), new byte[40]);
        assertThat(Reading.failure("npz", Map.of("path", none.toString())).code())
                .isEqualTo("SORA-4265");
    }

    @Test
    void saysHowToSaveWhatItCannotRead() throws IOException {
        assertThat(failure("a.npy", Npy.of("|O", "2,", false, Npy.bytes(9))).fix())
                .contains("dtype=float");
        assertThat(failure("a.npy", Npy.of("<c8", "2,", false, Npy.bytes(16))).fix())
                .contains("array.real");
        assertThat(failure("a.npy", Npy.of("<M8[D]", "2,", false, Npy.bytes(16))).fix())
                .contains("astype(str)");
        assertThat(failure("a.npy", Npy.of("<f4", "2, 2", true, Npy.bytes(16))).fix())
                .contains("ascontiguousarray");
    }

    @Test
    void keepsValuesWhatTheyAre() throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put(
                "big.npy", Npy.of("<u8", "2,", false, little(16).putLong(-1).putLong(7).array()));
        arrays.put(
                "small.npy", Npy.of("<u8", "2,", false, little(16).putLong(5).putLong(7).array()));
        arrays.put(
                "inf.npy",
                Npy.of("<f4", "2,", false, little(8).putFloat(1f / 0f).putFloat(0f / 0f).array()));
        arrays.put(
                "words.npy",
                Npy.of(
                        "<U2",
                        "2, 2",
                        false,
                        little(32)
                                .putInt('a')
                                .putInt(0)
                                .putInt('b')
                                .putInt('c')
                                .putInt('d')
                                .putInt(0)
                                .putInt(0)
                                .putInt(0)
                                .array()));

        List<DataRecord> records = Reading.all("npz", Map.of("path", write(arrays).toString()));

        assertThat(Reading.column(records, "big")).containsExactly("18446744073709551615", "7");
        assertThat(Reading.column(records, "small")).containsExactly(5L, 7L);
        assertThat(Reading.column(records, "inf")).containsExactly(Double.POSITIVE_INFINITY, null);
        assertThat(Reading.column(records, "words"))
                .containsExactly(List.of("a", "bc"), List.of("d", ""));
    }

    @Test
    void refusesWhatATypeDoesNotHold() throws IOException {
        ByteBuffer ids = little(8 * 1001);
        for (int i = 0; i < 1000; i++) {
            ids.putLong(i);
        }
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("id.npy", Npy.of("<u8", "1001,", false, ids.putLong(-1).array()));
        arrays.put("other.npy", Npy.of("|u1", "1001,", false, Npy.bytes(1001)));
        Reading.Result late = Reading.result("npz", Map.of("path", write(arrays).toString()));
        assertThat(late.records()).hasSize(1000);
        assertThat(late.broken().get(0).fix()).contains("types: {id: text}", "on_error: skip");

        arrays.clear();
        arrays.put("v.npy", Npy.of("<f8", "1, 2", false, little(16).putDouble(1e39).array()));
        Reading.Result wide = Reading.result("npz", Map.of("path", write(arrays).toString()));
        assertThat(wide.broken().get(0).have()).contains("1.0E39");
    }

    @Test
    void choosesArrays() throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("a.npy", Npy.of("|u1", "2,", false, Npy.bytes(2)));
        arrays.put("b.npy", Npy.of("|u1", "3,", false, Npy.bytes(3)));
        String path = write(arrays).toString();

        assertThat(Reading.failure("npz", Map.of("path", path)).code()).isEqualTo("SORA-4262");
        assertThat(Reading.failure("npz", Map.of("path", path, "columns", Map.of("x", "c"))).have())
                .isEqualTo("a, b");
        List<DataRecord> records =
                Reading.all(
                        "npz",
                        Map.of(
                                "path",
                                path,
                                "columns",
                                Map.of("label", "b"),
                                "types",
                                Map.of("label", "text")));
        assertThat(Reading.column(records, "label")).containsExactly("0", "1", "2");
    }

    @Test
    void readsThePneumoniaSet() {
        List<DataRecord> records =
                Reading.all(
                        "npz",
                        Map.of(
                                "path",
                                Reading.data("pneumonia-mnist/pneumoniamnist-rebuilt.npz")
                                        .toString(),
                                "columns",
                                Map.of("image", "test_images", "label", "test_labels")));

        assertThat(records).hasSize(624);
        assertThat(records.get(0).get("image", ImageValue.class).width()).isEqualTo(28);
        assertThat(Reading.column(records, "label")).contains(0L, 1L).doesNotContainNull();
    }

    private Problem failure(String name, byte[] entry) throws IOException {
        return Reading.failure("npz", Map.of("path", write(Map.of(name, entry)).toString()));
    }

    private Path write(Map<String, byte[]> arrays) throws IOException {
        return Files.write(folder.resolve("a.npz"), Packing.zip(arrays));
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
