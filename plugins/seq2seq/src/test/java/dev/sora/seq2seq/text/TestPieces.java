// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ColumnType;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.seq2seq.Seq2SeqPlugin;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of words: what is learned, and that texts come back. */
final class TestPieces {

    /** The example of Sennrich, Haddow and Birch (2016), algorithm 1. */
    private static final Pieces LEARNED =
            new Pieces(
                    PieceLearner.learn(
                            Map.of("▁low", 5L, "▁lower", 2L, "▁newest", 6L, "▁widest", 3L), 40));

    @Test
    void joinsTheMostFrequentPairsFirst() {
        assertThat(LEARNED.learned()).containsSequence("es", "est");
        assertThat(LEARNED.learned()).contains("▁low", "▁newest");
    }

    @Test
    void splitsUnknownWordsIntoKnownPieces() {
        assertThat(shown("lowest")).containsExactly("▁low", "est");
    }

    private static List<String> shown(String text) {
        return java.util.Arrays.stream(LEARNED.encode(text))
                .mapToObj(LEARNED.entries()::get)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lowest newest.",
                "don't (see) 12,50 €!",
                "naïve Mädchen",
                "日本語のテキスト",
                "emoji 👩‍👩‍👧 end",
                "e\u0301 composed",
                "<0x41> <begin>",
                "a"
            })
    void givesTextsBack(String text) {
        assertThat(Pieces.decode(LEARNED.encode(text), LEARNED.entries())).isEqualTo(text);
    }

    @Test
    void makesWhiteSpaceOneSpace() {
        assertThat(Pieces.decode(LEARNED.encode(" low\t\n lower\u00a0 new "), LEARNED.entries()))
                .isEqualTo("low lower new");
    }

    @Test
    void replacesItsMarkInTexts() {
        assertThat(Pieces.decode(LEARNED.encode("a▁b"), LEARNED.entries())).isEqualTo("a_b");
    }

    @Test
    void cutsLongRunsOfLetters() {
        String text = "low".repeat(70_000);
        assertThat(Pieces.decode(LEARNED.encode(text), LEARNED.entries())).isEqualTo(text);
    }

    @Test
    void encodesNothingOfWhiteSpace() {
        assertThat(LEARNED.encode(" \t\u3000")).isEmpty();
    }

    /** OpenNMT/OpenNMT-tf#408, facebookresearch/fairseq#1358: translations seemed to stop early. */
    @Test
    void reportsThatManyTextsLoseTheirEnds() {
        for (String type : List.of("pieces", "target-pieces")) {
            assertThat(fit(type, Map.of("length", 2), "low low low", "low").warnings())
                    .singleElement()
                    .asString()
                    .contains("50 %", "more than 2 pieces");
            assertThat(fit(type, Map.of("length", 3), "low low low", "low").warnings()).isEmpty();
        }
        Map<String, Object> start = Map.of("length", 2, "truncate", "start");
        assertThat(fit("pieces", start, "low low low", "low").warnings()).isEmpty();
    }

    private static FittedInput fit(String type, Map<String, ?> more, String... texts) {
        return input(type, more)
                .fit(SampleRecords.column("text", ColumnType.TEXT, (Object[]) texts));
    }

    private static InputParticle input(String type, Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(Map.of("column", "text", "vocabulary", 32));
        settings.putAll(more);
        InputType own = Workbench.type(new Seq2SeqPlugin(), InputType.class, type);
        return own.create(Workbench.settings(own, settings));
    }
}
