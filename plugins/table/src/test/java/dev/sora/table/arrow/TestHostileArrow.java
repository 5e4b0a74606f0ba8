// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they claim: one clear error each, whatever is wrong. */
final class TestHostileArrow {

    @TempDir private Path folder;

    private Map<String, Object> write(byte[] bytes) throws IOException {
        return Map.of("path", Files.write(folder.resolve("x.arrow"), bytes).toString());
    }

    private Problem failure(byte[] bytes) throws IOException {
        return Reading.failure("arrow", write(bytes));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Arrows table() {
        return new Arrows(
                        Fields.integer("n", 64, true),
                        Fields.text("c").encoded(1),
                        Fields.of("l", Type.List, Fields.real("item", 2)),
                        Fields.of("v", Type.Utf8View))
                .dictionary(1, false, Values.texts("a", "b"))
                .batch(
                        2,
                        Values.integers(8, 1L, null),
                        Values.integers(1, 0L, 1L),
                        Values.lists(Values.reals(1.0, 2.0), 0, 1, 2),
                        Values.views("x", "a text of more than twelve letters"));
    }

    @Test
    void saysWhatItIsInstead() throws IOException {
        Problem old = failure(ascii("FEA1" + "x".repeat(40)));
        assertThat(old.code()).isEqualTo("SORA-4291");
        assertThat(old.have()).contains("Feather V1");
        assertThat(old.fix()).contains("pyarrow.feather.write_feather");
        assertThat(failure(ascii("PAR1....")).fix()).contains("type: parquet");
        assertThat(failure(ascii("\u001f\u008b......")).fix()).startsWith("unpack it");
        assertThat(failure(ascii("a,b\n1,2\n")).code()).isEqualTo("SORA-4291");
        assertThat(failure(new byte[0]).code()).isEqualTo("SORA-4205");
        assertThat(Reading.failure("arrow", Map.of("path", "a.zip!/b.arrow")).fix())
                .isEqualTo("take it out of the archive");
        assertThat(Reading.failure("arrow", Map.of("path", folder + "/none.arrow")).code())
                .isEqualTo("SORA-4298");
    }

    @Test
    void refusesFormsThatAreNotRead() throws IOException {
        assertThat(failure(table().bigEndian().file()).have()).contains("big-endian");
        assertThat(failure(table().version(2).stream()).have()).contains("version 3");
        byte[] stream = table().stream();
        byte[] twice = Arrays.copyOf(stream, 2 * stream.length);
        System.arraycopy(stream, 0, twice, stream.length, stream.length);
        assertThat(failure(twice).code()).isEqualTo("SORA-4297");
        Fields none = Fields.of("t", 0);
        assertThat(failure(new Arrows(none).file()).code()).isEqualTo("SORA-4297");
        Fields deep = Fields.text("t");
        for (int i = 0; i < 40; i++) {
            deep = Fields.of("t", Type.Struct_, deep);
        }
        assertThat(failure(new Arrows(deep).file()).have()).contains("more than 32 deep");
    }

    @Test
    void refusesTwoColumnsOfOneName() throws IOException {
        byte[] file = new Arrows(Fields.text("t"), Fields.text("t")).file();
        assertThat(failure(file).code()).isEqualTo("SORA-4293");
    }

    /** Claims of buffers: apache/arrow-rs#10521, #10921, #3215. */
    @Test
    void refusesClaimsBeyondTheBuffers() throws IOException {
        Fields field = Fields.integer("n", 64, true);
        byte[] eight = new byte[8];
        List<Arrows> claims = new ArrayList<>();
        for (long length : List.of(2L, 1L << 30, 1L << 40, Long.MAX_VALUE, -1L)) {
            claims.add(new Arrows(field).batch(length, Values.raw(length, 0, new byte[0], eight)));
        }
        claims.add(new Arrows(field).batch(2, Values.raw(1, 0, new byte[0], eight)));
        claims.add(new Arrows(field).batch(1, Values.raw(1, 1, new byte[0], eight)));
        claims.add(new Arrows(field).batch(1, Values.raw(1, 0, new byte[0])));
        claims.add(new Arrows(field).batch(1));
        claims.add(
                new Arrows(Fields.of("t", Type.Utf8View))
                        .batch(1, Values.raw(1, 0, new byte[0], new byte[16])));
        claims.add(
                new Arrows(Fields.fixedList("l", Integer.MAX_VALUE, Fields.real("item", 2)))
                        .batch(3, Values.fixedLists(3, Values.reals(1.0))));
        for (Arrows claim : claims) {
            for (byte[] bytes : List.of(claim.file(), claim.stream())) {
                assertThat(failure(bytes).code()).isEqualTo("SORA-4292");
            }
        }
    }

    @Test
    void refusesOffsetsThatLeadOutside() throws IOException {
        for (int[] offsets : List.of(new int[] {0, 5}, new int[] {2, 1}, new int[] {-1, 1})) {
            byte[] places = Arrows.little(8).putInt(offsets[0]).putInt(offsets[1]).array();
            Values values = Values.raw(1, 0, new byte[0], places, ascii("abc"));
            Problem problem = failure(new Arrows(Fields.text("t")).batch(1, values).file());
            assertThat(problem.code()).isEqualTo("SORA-4292");
            assertThat(problem.where()).endsWith("x.arrow, batch 1, record 1");
            assertThat(problem.have()).startsWith("column 't': an offset");
            Fields list = Fields.of("l", Type.List, Fields.real("item", 2));
            Values lists = Values.lists(Values.reals(1.0, 2.0), offsets);
            assertThat(failure(new Arrows(list).batch(1, lists).file()).code())
                    .isEqualTo("SORA-4292");
        }
    }

    @Test
    void refusesCompressedBuffersThatClaimTooMuch() throws IOException {
        for (String codec : List.of("lz4", "zstd")) {
            byte[] file =
                    new Arrows(Fields.text("t"))
                            .batch(1, Values.texts("a".repeat(1000))).compressed(codec).stream();
            byte[] length = Arrows.little(8).putLong(1000).array();
            int at = find(file, length);
            for (long claim : List.of(1L << 40, 1L << 33, 900L, 1001L, -2L, Long.MAX_VALUE)) {
                byte[] changed = file.clone();
                System.arraycopy(Arrows.little(8).putLong(claim).array(), 0, changed, at, 8);
                Problem problem = failure(changed);
                assertThat(problem.code()).isEqualTo("SORA-4292");
                assertThat(problem.have()).startsWith("column 't'");
            }
        }
    }

    private static int find(byte[] in, byte[] wanted) {
        for (int i = 0; i + wanted.length <= in.length; i++) {
            if (Arrays.equals(in, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new IllegalStateException("not found");
    }

    @Test
    void refusesBatchesThatMemoryDoesNotHold() {
        Allowance allowance = new Allowance(1 << 20);
        allowance.take(1 << 19);
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> allowance.take((1 << 19) + 1))
                .withMessageContaining("1 MiB");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> new Allowance(Long.MAX_VALUE).take(1L << 31));
    }

    @Test
    void endsWithAnErrorWhereverAFileIsCut() throws IOException {
        byte[] file = table().file();
        for (int length = 0; length < file.length; length++) {
            assertThat(failure(Arrays.copyOf(file, length)).code()).startsWith("SORA-42");
        }
        byte[] stream = table().stream();
        for (int length = 0; length < stream.length; length++) {
            read(Arrays.copyOf(stream, length));
        }
    }

    @Test
    void endsWithAnErrorOrAValueWhateverByteIsChanged() throws IOException {
        for (String codec : List.of("", "lz4", "zstd")) {
            Arrows table = table().compressed(codec);
            byte[] bytes = codec.equals("lz4") ? table.stream() : table.file();
            for (int i = 0; i < bytes.length; i++) {
                for (int value : List.of(0x7f, 0xff)) {
                    byte[] changed = bytes.clone();
                    changed[i] = (byte) value;
                    read(changed);
                }
            }
        }
    }

    /** Reads bytes to their end, or to an error of Sora's; any other exception fails the test. */
    private void read(byte[] bytes) throws IOException {
        try {
            Reading.result("arrow", write(bytes));
        } catch (SoraException e) {
            assertThat(e.problems()).hasSize(1);
            assertThat(e.problems().get(0).code()).startsWith("SORA-42");
            assertThat(e.problems().get(0).fix()).isNotEmpty();
        }
    }
}
