// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sora.core.report.ConfusionMatrix;
import dev.sora.core.report.Example;
import dev.sora.core.report.Examples;
import dev.sora.core.report.Examples.Verdict;
import dev.sora.core.report.ValueMatrix;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.exhibit.Gallery;
import dev.sora.exhibit.Gallery.Item;
import dev.sora.exhibit.Mark;
import dev.sora.exhibit.Matrix;
import dev.sora.exhibit.Tone;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of exhibits on a page, whatever they are about. */
final class TestExhibitParts {

    private static final ImageValue PICTURE = new ImageValue(2, 1, 1, new byte[] {0, 100});

    private final ExhibitParts parts =
            new ExhibitParts(
                    List.of(
                            record(1, Column.of("text", ColumnType.TEXT), "a film"),
                            record(2, Column.of("photo", ColumnType.IMAGE), PICTURE)));

    private static DataRecord record(int number, Column column, Object value) {
        return DataRecord.atLine(Schema.of(column), "films.csv", number, number, value);
    }

    private List<Example> examples(Item... items) {
        return ((Examples) parts.of(Gallery.of("Seen", Tone.PLAIN, 9, List.of(items)))).examples();
    }

    @Test
    void showsRecordsByTheirNumbers() {
        List<Example> shown =
                examples(Item.ofRecord(0), Item.ofRecord(1).judged("dog", "cat"), Item.ofRecord(2));

        assertThat(shown).as("the third is not available").hasSize(2);
        assertThat(shown.get(0).text()).isEqualTo("text: a film");
        assertThat(shown.get(0).origin()).contains("films.csv");
        assertThat(shown.get(1).picture()).isNotEmpty();
        assertThat(shown.get(1).truth()).isEqualTo("cat");
        assertThat(shown.get(1).predicted()).isEqualTo("dog");
    }

    @Test
    void marksPicturesAndTexts() {
        List<Example> shown =
                examples(
                        Item.ofPicture(PICTURE)
                                .marked(List.of(Mark.Box.of("tail", Tone.GOOD, 0, 0, 0.5, 1))),
                        Item.ofText("a good film")
                                .marked(
                                        List.of(
                                                Mark.Span.of("", Tone.PLAIN, 7, 11),
                                                Mark.Span.of("praise", Tone.GOOD, 2, 6),
                                                Mark.Span.of("behind it", Tone.BAD, 8, 99))));

        assertThat(shown.get(0).boxes())
                .containsExactly(new Example.Box("tail", Verdict.RIGHT, 0, 0, 0.5, 1));
        assertThat(shown.get(1).text()).isEqualTo("a good film");
        assertThat(shown.get(1).spans())
                .as("in order, within the text")
                .containsExactly(
                        new Example.Span("praise", Verdict.RIGHT, 2, 6),
                        new Example.Span("", Verdict.NEITHER, 7, 11));
    }

    @Test
    void showsWhatItemsBringWhereNoRecordIsAtHand() {
        Gallery gallery =
                Gallery.of(
                        "Seen",
                        Tone.PLAIN,
                        3,
                        List.of(
                                Item.ofText("a good film"),
                                Item.ofPicture(PICTURE),
                                Item.ofRecord(0)));

        List<Example> shown = ((Examples) new ExhibitParts(List.of()).of(gallery)).examples();

        assertThat(shown).hasSize(2);
        assertThat(shown.get(0).text()).isEqualTo("a good film");
        assertThat(shown.get(1).picture()).isNotEmpty();
    }

    @Test
    void takesNoRecordBelowZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Item.ofRecord(-1))
                .withMessage("no record has the number -1");
    }

    @Test
    void drawsTheMostConfusedOfVeryManyClasses() {
        List<String> classes = IntStream.range(0, 1_000).mapToObj(i -> "c" + i).toList();
        long[][] counts = new long[1_000][1_000];
        counts[900][7] = 3;
        counts[950][950] = 5;

        ConfusionMatrix matrix = (ConfusionMatrix) parts.of(Matrix.ofConfusion(classes, counts));

        assertThat(matrix.labels()).hasSize(100).contains("c7", "c900").endsWith("901 others");
        int truth = matrix.labels().indexOf("c900");
        assertThat(matrix.counts().get(truth).get(matrix.labels().indexOf("c7"))).isEqualTo(3);
        assertThat(matrix.counts().get(99).get(99)).isEqualTo(5);
    }

    @Test
    void keepsTheFirstOfVeryManyRowsAndColumns() {
        List<String> names = IntStream.range(0, 130).mapToObj(i -> "n" + i).toList();

        ValueMatrix matrix =
                (ValueMatrix)
                        parts.of(Matrix.of("m", "a", "b", names, names, new double[130][130]));

        assertThat(matrix.labels()).hasSize(100).endsWith("n99");
        assertThat(matrix.values()).hasSize(100).allMatch(row -> row.size() == 100);
    }
}
