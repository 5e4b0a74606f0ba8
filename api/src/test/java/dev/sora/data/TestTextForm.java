// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.RecordException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestTextForm {

    private static final Schema TEXT = Schema.of(new Column("a", ColumnType.TEXT));

    @Test
    void composesLettersAndTheirAccents() {
        assertThat(TextForm.NFC.of("cafe\u0301")).isEqualTo("caf\u00e9");
        assertThat(TextForm.NFC.of("\u1100\u1161\u11a8")).isEqualTo("\uac01");
        assertThat(TextForm.NFC.of("tie\u0302\u0301ng Vie\u0323\u0302t"))
                .isEqualTo("ti\u1ebfng Vi\u1ec7t");
        assertThat(TextForm.NFC.of("\u212b")).isEqualTo("\u00c5");
        assertThat(TextForm.NFC.of("\u2126")).isEqualTo("\u03a9");
        // two marks in either order
        assertThat(TextForm.NFC.of("q\u0323\u0307")).isEqualTo(TextForm.NFC.of("q\u0307\u0323"));
        // of the ideographs that have two code points
        assertThat(TextForm.NFC.of("\uf900")).isEqualTo("\u8c48");
    }

    @Test
    void compatibleFormsAreOneOnlyWhenAskedFor() {
        assertThat(TextForm.NFC.of("\uff11\uff12 \ufb01n \u2460"))
                .isEqualTo("\uff11\uff12 \ufb01n \u2460");
        assertThat(TextForm.NFKC.of("\uff11\uff12 \ufb01n \u2460")).isEqualTo("12 fin 1");
        assertThat(TextForm.NFKC.of("\uff76\uff9e")).isEqualTo("\u30ac");
        assertThat(TextForm.NFKC.of("a\u00a0b")).isEqualTo("a b");
        assertThat(TextForm.NONE.of("cafe\u0301\u00ad")).isEqualTo("cafe\u0301\u00ad");
    }

    @ParameterizedTest
    @CsvSource({
        // soft hyphen, byte-order mark, word joiner, directions, fillers
        "ca\u00adf\u00e9, caf\u00e9",
        "\ufeffcaf\u00e9, caf\u00e9",
        "ca\u2060fe, cafe",
        "\u200ecafe\u202c, cafe",
        "\u2067cafe\u2069, cafe",
        "ca\u3164fe, cafe",
        // an accent that a character of no width keeps from its letter
        "cafe\u200b\u0301, caf\u00e9",
        // a joiner after a German prefix changes nothing that anybody sees
        "Auf\u200clage, Auflage",
        "cafe\u200d, cafe",
        // tags that hide words
        "a\udb40\udc41\udb40\udc42, a",
    })
    void takesOutWhatNobodySees(String text, String seen) {
        assertThat(TextForm.NFC.of(text)).isEqualTo(seen);
        assertThat(TextForm.NFKC.of(text)).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Persian: with and without the non-joiner are two words
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                // Hindi: the joiner asks for a half letter, the non-joiner for a visible virama
                "\u0915\u094d\u200d\u0937",
                "\u0915\u094d\u200c\u0937",
                // a family, a heart on fire, a woman with red hair and another skin, a pirate flag
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
                "\u2764\ufe0f\u200d\ud83d\udd25",
                "\ud83d\udc69\ud83c\udffd\u200d\ud83e\uddb0",
                "\ud83c\udff4\u200d\u2620\ufe0f",
                // the flag of Wales
                "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc77\udb40\udc6c\udb40\udc73\udb40\udc7f",
                // Thai words with the space of no width that parts them
                "\u0e2a\u0e27\u0e31\u0e2a\u200b\u0e14\u0e35",
            })
    void keepsJoinersThatShapeLettersAndJoinPictures(String text) {
        assertThat(TextForm.NFC.of(text)).isEqualTo(text);
    }

    @Test
    void aNonJoinerAtTheEndOfAWordIsNothing() {
        assertThat(TextForm.NFC.of("\u0645\u06cc\u200c \u0631\u0648\u0645\u200c"))
                .isEqualTo("\u0645\u06cc \u0631\u0648\u0645");
    }

    @Test
    void labelsHaveNoBlanksAtTheEndsAndPlainOnesWithin() {
        assertThat(TextForm.label(" New\u00a0York\u3000")).isEqualTo("New York");
        assertThat(TextForm.label("\t a\u2028b\r\n")).isEqualTo("a b");
        assertThat(TextForm.label("\u0e2a\u0e27\u0e31\u0e2a\u200b\u0e14\u0e35"))
                .isEqualTo("\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35");
        assertThat(TextForm.label("\u2764\ufe0f")).isEqualTo("\u2764");
        assertThat(TextForm.label(" \u2003\u2800")).isEmpty();
        String plain = "Caf\u00e9 au lait, 2";
        assertThat(TextForm.label(plain)).isSameAs(plain);
        assertThat(TextForm.nameOf("\ufeff na\u0308me ")).isEqualTo("n\u00e4me");
    }

    @Test
    void isTheSameTwiceAndForPlainTextTheSameObject() {
        Random random = new Random(5);
        int[] often = {
            'a', 'e', ' ', 0xe9, 0x301, 0x323, 0x200b, 0x200c, 0x200d, 0xad, 0x1100, 0x1161, 0x11a8,
            0x627, 0x64b, 0x915, 0x94d, 0xe01, 0xfe0f, 0x1f600, 0x1f3fd, 0xff11, 0x3164, 0x1f3f4,
            0xe0067, 0xe007f, 0x4e00, 0xf900
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 8; j++) {
                text.appendCodePoint(often[random.nextInt(often.length)]);
            }
            for (TextForm form : TextForm.values()) {
                String once = form.of(text.toString());
                assertThat(form.of(once)).as(TextForm.escaped(text.toString())).isEqualTo(once);
            }
            String label = TextForm.label(text.toString());
            assertThat(TextForm.label(label)).isEqualTo(label);
        }
        for (String plain :
                List.of("abc", "\u0440\u0443\u0441\u0441\u043a\u0438\u0439", "\u4e2d\u6587")) {
            assertThat(TextForm.NFC.of(plain)).isSameAs(plain);
            assertThat(TextForm.NFKC.of(plain)).isSameAs(plain);
        }
    }

    @Test
    void agreesWithTheJdkOnEveryCharacterThatIsSeen() {
        for (int point = 1; point <= Character.MAX_CODE_POINT; point++) {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                    || Invisible.isSuspect(point)) {
                continue;
            }
            String text = "e" + Character.toString(point) + "\u0301";
            String expected = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC);
            if (!TextForm.NFC.of(text).equals(expected)) {
                assertThat(TextForm.escaped(TextForm.NFC.of(text)))
                        .isEqualTo(TextForm.escaped(expected));
            }
        }
    }

    @Test
    void bringsAllTextsOfARecordAndCopiesNothingElse() {
        Schema schema =
                Schema.of(
                        new Column("a", ColumnType.TEXT),
                        new Column("n", ColumnType.INTEGER),
                        new Column("boxes", ColumnType.NESTED));
        DataRecord record =
                DataRecord.atLine(
                        schema,
                        "f.csv",
                        3,
                        4,
                        "e\u0301",
                        7L,
                        List.of(Map.of("label", "e\u0301", "tags", List.of("o\u0308"))));
        DataRecord brought = TextForm.NFC.of(record);
        assertThat(brought.find("a")).contains("\u00e9");
        assertThat(brought.find("n")).contains(7L);
        assertThat(brought.find("boxes"))
                .contains(List.of(Map.of("label", "\u00e9", "tags", List.of("\u00f6"))));
        assertThat(brought.where()).isEqualTo("f.csv:4");
        DataRecord plain = new DataRecord(schema, "f.csv", 1, "a", 1L, List.of(Map.of("l", "b")));
        assertThat(TextForm.NFC.of(plain)).isSameAs(plain);
    }

    @Test
    void refusesHalfACharacterAndNone() {
        for (TextForm form : TextForm.values()) {
            assertThatThrownBy(() -> form.of(new DataRecord(TEXT, "f.jsonl", 2, "ab\ud83d")))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining(
                            "SORA-4041  the text in column 'a' holds U+D83D, which is half of a"
                                    + " character")
                    .hasMessageContaining("have   ab\\ud83d");
            assertThatThrownBy(() -> form.of(new DataRecord(TEXT, "f.csv", 2, "c\0a\0t\0")))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("holds U+0000")
                    .hasMessageContaining("UTF-16");
            DataRecord whole = new DataRecord(TEXT, "f.csv", 2, "ab\ud83d\ude00");
            assertThat(form.of(whole).find("a")).contains("ab\ud83d\ude00");
        }
    }

    @Test
    void doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(TextForm.NFC.of("I\u0307")).isEqualTo("\u0130");
            assertThat(TextForm.escaped("\u0130i")).isEqualTo("\\u0130i");
        } finally {
            Locale.setDefault(before);
        }
    }
}
