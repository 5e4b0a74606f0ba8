// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import static dev.sora.nlp.text.Tokens.fit;
import static dev.sora.nlp.text.Tokens.ints;
import static dev.sora.nlp.text.Tokens.rows;
import static dev.sora.nlp.text.Tokens.settings;
import static dev.sora.nlp.text.Tokens.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.nlp.Offers;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnknownValues;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.tensor.Signal;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestText {

    @Test
    void numbersWordsByHowOftenTheyOccurAndThenByTheirCharacters() {
        FittedInput input = fit(settings(), "b a c", "c d, B!", "C");

        assertThat(input.state().strings("words")).isEqualTo(List.of("c", "b", "a", "d"));
        assertThat(rows(input, "a c x")).containsExactly(new int[] {4, 2, 1});
        assertThat(input.spec()).hasToString("(3) + lengths");
        assertThat(input.lengthsAt()).hasValue(1);
        assertThat(input.spec().tableSize()).isEqualTo(6);
    }

    /** A training that continues uses the length of its manifest. */
    @Test
    void continuesWithTheLengthOfItsSettings() {
        State state = fit(settings(), "b a c", "c d").state();

        assertThat(grown(state, settings("length", 2)).state().integer("length", 1, 9))
                .isEqualTo(2);
        assertThat(grown(state, settings()).state().integer("length", 1, 9)).isEqualTo(3);
    }

    private static FittedInput grown(State state, Map<String, Object> settings) {
        return Offers.input("text", settings).grow(state, Offers.texts("b a c d e f"));
    }

    @Test
    void countsWordsThatTrainingDidNotKnow() {
        List<DataRecord> asked =
                Offers.texts("good film", "guter Film", "", "good guter Abend").list();

        for (String unknown : List.of("index", "skip")) {
            FittedInput input =
                    fit(settings("unknown", unknown, "length", 1, "empty", "unknown"), "good film");
            assertThat(input.unknown(asked, input.encode(asked)))
                    .containsExactly(
                            UnknownValues.of("text", "words", 7, 3, List.of("guter", "abend")));
        }
    }

    @Test
    void splitsWordsAsUnicodeSaysAndLeavesMarksOut() {
        FittedInput input = fit(settings(), "Don't stop! It's 3.14 - naïve ÉTÉ 😀…");

        assertThat(tokens(input, "Don't stop! It's 3.14 - naïve ÉTÉ 😀…"))
                .containsExactly("don't|stop|it's|3.14|naïve|été|😀");
    }

    @Test
    void keepsMarksWhereTold() {
        String text = "Good?! No, don't.. !";
        String chinese = "很好！好";

        assertThat(tokens(fit(settings("marks", "!?"), text), text))
                .containsExactly("good|?|!|no|don't|!");
        assertThat(tokens(fit(settings("marks", "！", "tokenizer", "chinese"), chinese), chinese))
                .containsExactly("很|好|！|好");
    }

    @Test
    void keepsCapitalsWhereTold() {
        FittedInput input = fit(settings("lower_case", false), "The the");

        assertThat(tokens(input, "The the")).containsExactly("The|the");
    }

    @Test
    void stripsMarksOfHtmlWhereTold() {
        String text = "good<br /><br />film &amp; <i>cast</i>";

        assertThat(tokens(fit(settings("strip_html", true), text), text))
                .containsExactly("good|film|cast");
        assertThat(tokens(fit(settings(), text), text))
                .containsExactly("good|br|br|film|amp|i|cast|i");
        assertThat(
                        tokens(
                                fit(
                                        settings("strip_html", true, "tokenizer", "characters"),
                                        "a<b>b"),
                                "a<b>b"))
                .containsExactly("a|b");
    }

    @Test
    void segmentsChineseByADictionary() {
        FittedInput input = fit(settings("tokenizer", "chinese"), "我购买了道具和服装。酒店很好！");

        assertThat(tokens(input, "我购买了道具和服装。酒店很好！")).containsExactly("我|购买|了|道具|和|服装|酒店|很|好");
    }

    /** A manifest for Chinese reviews, with the path of others. */
    @Test
    void reportsTextsThatAreNotChinese() {
        String russian = "очень хороший отель";

        FittedInput input = fit(settings("tokenizer", "chinese"), russian, "酒店很好");

        assertThat(tokens(input, russian)).allMatch(text -> text.startsWith("о|ч|е"));
        assertThat(input.warnings()).singleElement().asString().contains("'tokenizer: words'");
        assertThat(fit(settings("tokenizer", "chinese"), "酒店 WIFI 很好").warnings()).isEmpty();
        assertThat(fit(settings("tokenizer", "words"), russian).warnings()).isEmpty();
    }

    @Test
    void splitsCharactersAndKeepsSurrogatesTogether() {
        FittedInput input = fit(settings("tokenizer", "characters"), "酒店 A😀");

        assertThat(tokens(input, "酒店 A😀")).containsExactly("酒|店|a|😀");
    }

    @Test
    void keepsTheMostFrequentWordsOnly() {
        FittedInput few = fit(settings("max_words", 2), "a a a b b c");
        FittedInput often = fit(settings("min_count", 2), "a a a b b c");

        assertThat(few.state().strings("words")).isEqualTo(List.of("a", "b"));
        assertThat(often.state().strings("words")).isEqualTo(List.of("a", "b"));
        assertThat(tokens(fit(settings("max_words", 2, "unknown", "skip"), "a a b b c"), "a c b"))
                .containsExactly("a|b");
    }

    @Test
    void cutsTheEndOrTheStartOfLongTexts() {
        Object text = "a b c d";

        assertThat(tokens(fit(settings("length", 2), text), text)).containsExactly("a|b");
        assertThat(tokens(fit(settings("length", 2, "truncate", "start"), text), text))
                .containsExactly("c|d");
    }

    @Test
    void countsSequencesOfWordsAsWords() {
        FittedInput input =
                fit(settings("ngrams", 2, "min_count", 2), "not good", "not good at all");

        assertThat(input.state().strings("words")).isEqualTo(List.of("good", "not", "not good"));
        assertThat(tokens(input, "Not good, not bad")).containsExactly("not|good|not good|not|?");
        assertThat(tokens(fit(settings("ngrams", 3), "a b c"), "a b c"))
                .containsExactly("a|b|a b|c|b c|a b c");
    }

    @Test
    void keepsTheFirstOfEqualTokensWhereTold() {
        Object text = "a b a b c";

        assertThat(tokens(fit(settings("distinct", true, "ngrams", 2), text), text, "b b"))
                .containsExactly("a|b|a b|b a|c|b c", "b");
    }

    @Test
    void learnsPiecesOfWords() {
        // the words of Sennrich et al. (2016): es, est and low are the first pieces
        String text =
                "low ".repeat(5) + "lower ".repeat(2) + "newest ".repeat(6) + "widest ".repeat(3);
        FittedInput input = fit(settings("tokenizer", "subword", "max_words", 16), text);
        FittedInput most = fit(settings("tokenizer", "subword", "max_words", 500), text);

        assertThat(input.state().strings("words")).contains("es", "est", "ow", "▁low");
        assertThat(tokens(input, "lowest wide")).containsExactly("▁low|est|▁w|i|d|e");
        assertThat(tokens(most, "newest low lowest")).containsExactly("▁newest|▁low|▁low|est");
        assertThat(tokens(input, "lox")).containsExactly("▁l|o|?");
        assertThat(input.state())
                .isEqualTo(
                        Offers.input("text", settings("tokenizer", "subword"))
                                .restore(input.state())
                                .state());
    }

    @Test
    void saysWhatItsIndicesStandFor() {
        assertThat(fit(settings(), "b a a").spec().entries()).containsExactly("", "", "a", "b");
    }

    @Test
    void forgetsWhatIsRareWhenItHasCountedMuch() {
        Counter counter = new Counter(2, 100, 100);
        for (int i = 0; i < 5000; i++) {
            counter.start();
            for (String word : List.of("often", "seen", "rare" + i)) {
                counter.accept(word.toCharArray(), word.length());
            }
        }

        assertThat(counter.top(3, 1)).containsExactly("often", "seen", "often seen");
        assertThat(new Vocabulary(counter.top(1000, 1), 2).entries().size()).isLessThan(210);
    }

    @Test
    void anEmptyTextIsAnErrorOfItsRecordOrUnknown() {
        FittedInput strict = fit(settings(), "a");
        FittedInput lenient = fit(settings("empty", "unknown"), "a");

        assertThatThrownBy(() -> strict.encode(Offers.texts("a", " … ").list()))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4502")
                .hasMessageContaining("samples.csv:3");
        assertThatThrownBy(() -> strict.encode(Offers.texts((Object) null).list()))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4502");
        assertThat(tokens(lenient, " … ", "a")).containsExactly("?", "a");
        assertThat(tokens(fit(settings("empty", "unknown", "unknown", "skip"), "a"), "b"))
                .containsExactly("?");
    }

    @Test
    void refusesToLearnFromNothing() {
        assertThatThrownBy(() -> fit(settings(), "!", "…"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4503");
    }

    @Test
    void comesBackFromItsState() {
        Map<String, Object> settings = settings("ngrams", 2);
        FittedInput input = fit(settings, "not good", "not so good");
        FittedInput again = Offers.input("text", settings).restore(input.state());

        assertThat(again.state()).isEqualTo(input.state());
        assertThat(again.spec()).isEqualTo(input.spec());
        assertThat(rows(again, "so not good")).containsExactly(rows(input, "so not good").get(0));
    }

    static Stream<Map<String, Object>> hostileStates() {
        return Stream.of(
                Map.of(),
                Map.of("length", 3),
                Map.of("length", 0, "words", List.of("a")),
                Map.of("length", 1e12, "words", List.of("a")),
                Map.of("length", 2.5, "words", List.of("a")),
                Map.of("length", 3, "words", List.of()),
                Map.of("length", 3, "words", List.of("a", "a")),
                Map.of("length", 3, "words", List.of(7)),
                Map.of("length", 3, "words", List.of("")),
                Map.of("length", 3, "words", List.of("a", "a b")),
                Map.of("length", 3, "words", List.of("a", "a a", "a a")),
                Map.of("length", 3, "words", List.of("a", "a a a a a")),
                Map.of("length", 3, "words", List.of("a", " ")));
    }

    @ParameterizedTest
    @MethodSource("hostileStates")
    void refusesAStateThatIsNotWhole(Map<String, Object> state) {
        assertThatThrownBy(
                        () ->
                                Offers.input("text", settings("ngrams", 2))
                                        .restore(Workbench.state(state)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4411");
    }

    @Test
    void trimsABatchToItsOwnLongest() {
        FittedInput input = fit(settings("length", 9), "a b c");
        try (Workbench bench = new Workbench()) {
            NDList encoded = bench.upload(input.encode(Offers.texts("a b", "a").list()));
            Signal signal = input.forward(encoded, bench.pass(true, Map.of()));

            assertThat(signal.values().toIntArray()).containsExactly(2, 3, 2, 0);
            assertThat(signal.lengths().toIntArray()).containsExactly(2, 1);
        }
    }

    @Test
    void oneTextThatIsPredictedHasNoPadding() {
        FittedInput input = fit(settings("length", 9), "a b c");
        try (Workbench bench = new Workbench()) {
            NDList one = bench.upload(input.encode(Offers.texts("a b").list()));
            NDList two = bench.upload(input.encode(Offers.texts("a b", "a").list()));
            Pass predicting = bench.pass(false, Map.of());

            Signal text = input.forward(one, predicting);
            assertThat(text.values().getShape().get(1)).isEqualTo(2);
            assertThat(text.isComplete()).isTrue();
            assertThat(input.forward(two, predicting).isComplete()).isFalse();
            assertThat(input.forward(one, bench.pass(true, Map.of())).isComplete()).isFalse();
        }
    }

    @Test
    void encodesTheSameOnManyThreads() {
        String text = "one two three four five six seven eight nine ten ".repeat(20);
        FittedInput input = fit(settings(), text);
        int[] expected = rows(input, text).get(0);

        assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> rows(input, text).get(0)))
                .allMatch(row -> Arrays.equals(row, expected));
    }

    @Test
    void readsSequencesOfIdentifiersAndOfItems() {
        FittedInput numbers =
                Offers.input("sequence", settings("length", 3))
                        .fit(
                                SampleRecords.column(
                                        "text", ColumnType.IDENTIFIERS, new long[] {70, 5, 70}));
        FittedInput items =
                Offers.input("sequence", settings("separator", ","))
                        .fit(Offers.texts("Toy Story, Heat,,Heat"));

        assertThat(numbers.state().strings("words")).isEqualTo(List.of("70", "5"));
        assertThat(
                        ints(
                                numbers.encode(
                                                SampleRecords.column(
                                                                "text",
                                                                ColumnType.IDENTIFIERS,
                                                                new long[] {5, 9})
                                                        .list())
                                        .get(0)))
                .isEqualTo(IntBuffer.wrap(new int[] {3, 1, 0}));
        assertThat(tokens(items, "Heat,Toy Story,x")).containsExactly("Heat|Toy Story|?");
        assertThat(
                        tokens(
                                Offers.input("sequence", settings("separator", ""))
                                        .fit(Offers.texts("b  a\tb")),
                                "a b"))
                .containsExactly("a|b");
    }
}
