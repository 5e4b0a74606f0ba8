// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import dev.sora.core.report.ConfusionMatrix;
import dev.sora.core.report.Curves;
import dev.sora.core.report.Example;
import dev.sora.core.report.Examples;
import dev.sora.core.report.OutputPart;
import dev.sora.core.report.Scatter;
import dev.sora.core.report.Thumbnail;
import dev.sora.core.report.ValueMatrix;
import dev.sora.core.report.ValueTable;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Gallery;
import dev.sora.exhibit.Mark;
import dev.sora.exhibit.Matrix;
import dev.sora.exhibit.Table;
import dev.sora.exhibit.Tone;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Converts exhibits to the parts of a report. */
final class ExhibitParts {

    private static final int LONGEST_TEXT = 400;

    private final List<DataRecord> records;

    /**
     * Creates a converter.
     *
     * @param records the first records that were measured, which galleries refer to by number
     */
    ExhibitParts(List<DataRecord> records) {
        this.records = records;
    }

    /** Returns the part of a report for an exhibit. */
    OutputPart of(Exhibit exhibit) {
        if (exhibit instanceof Table table) {
            return table(table);
        }
        if (exhibit instanceof Matrix matrix) {
            return matrix(matrix);
        }
        if (exhibit instanceof dev.sora.exhibit.Curves curves) {
            return new Curves(
                    curves.title(),
                    curves.note(),
                    curves.across(),
                    curves.up(),
                    curves.diagonal(),
                    curves.lines().stream()
                            .map(line -> new Curves.Line(line.name(), line.x(), line.y()))
                            .toList());
        }
        if (exhibit instanceof dev.sora.exhibit.Scatter scatter) {
            return new Scatter(
                    scatter.title(),
                    scatter.across(),
                    scatter.up(),
                    scatter.comparison(),
                    scatter.x().size(),
                    scatter.x(),
                    scatter.y());
        }
        return gallery((Gallery) exhibit);
    }

    private static ValueTable table(Table table) {
        return new ValueTable(
                table.title(),
                table.subject(),
                table.columns().stream().map(Table.Column::name).toList(),
                table.columns().stream().map(Table.Column::share).toList(),
                table.rows().stream()
                        .map(row -> new ValueTable.Row(row.name(), row.values()))
                        .toList());
    }

    private static OutputPart matrix(Matrix matrix) {
        if (matrix.confusion()) {
            return ConfusionMatrix.of(
                    matrix.title(),
                    matrix.rows(),
                    pairs ->
                            matrix.forEach(
                                    (truth, guess, count) ->
                                            pairs.accept(truth, guess, Math.round(count))));
        }
        return ValueMatrix.of(
                matrix.title(),
                matrix.down(),
                matrix.across(),
                matrix.rows(),
                matrix.columns(),
                matrix::at);
    }

    private Examples gallery(Gallery gallery) {
        return new Examples(
                gallery.title(),
                verdict(gallery.tone()),
                gallery.total(),
                gallery.items().stream()
                        .filter(this::isAtHand)
                        .limit(Examples.LIMIT)
                        .map(this::example)
                        .toList());
    }

    /** Returns whether an item contains what is shown, or refers to one of the first records. */
    private boolean isAtHand(Gallery.Item item) {
        return item.record().isEmpty() || item.record().getAsInt() < records.size();
    }

    private static Examples.Verdict verdict(Tone tone) {
        return switch (tone) {
            case GOOD -> Examples.Verdict.RIGHT;
            case BAD -> Examples.Verdict.WRONG;
            case PLAIN -> Examples.Verdict.NEITHER;
        };
    }

    private Example example(Gallery.Item item) {
        List<Example.Probability> top =
                item.likely().stream()
                        .map(likely -> new Example.Probability(likely.name(), likely.probability()))
                        .toList();
        Optional<DataRecord> record =
                item.record().isPresent()
                        ? Optional.of(records.get(item.record().getAsInt()))
                        : Optional.empty();
        String origin = record.map(DataRecord::where).orElse("");
        Optional<ImageValue> picture =
                item.text().isPresent()
                        ? Optional.empty()
                        : item.picture()
                                .filter(ExhibitParts::isDrawn)
                                .or(() -> record.flatMap(ExhibitParts::picture));
        Example example =
                picture.isPresent()
                        ? Example.ofPicture(
                                origin, png(picture.get(), item), item.truth(), item.said(), top)
                        : Example.ofText(
                                origin,
                                item.text().or(() -> record.map(ExhibitParts::text)).orElse(""),
                                item.truth(),
                                item.said(),
                                top);
        return example.marked(boxes(item), spans(item));
    }

    private static List<Example.Box> boxes(Gallery.Item item) {
        return item.marks().stream()
                .filter(Mark.Box.class::isInstance)
                .map(Mark.Box.class::cast)
                .map(
                        box ->
                                new Example.Box(
                                        box.label(),
                                        verdict(box.tone()),
                                        box.left(),
                                        box.top(),
                                        box.right(),
                                        box.bottom()))
                .toList();
    }

    private static List<Example.Span> spans(Gallery.Item item) {
        return item.marks().stream()
                .filter(Mark.Span.class::isInstance)
                .map(Mark.Span.class::cast)
                .sorted(Comparator.comparingInt(Mark.Span::from))
                .map(
                        span ->
                                new Example.Span(
                                        span.label(), verdict(span.tone()), span.from(), span.to()))
                .toList();
    }

    private static byte[] png(ImageValue image, Gallery.Item item) {
        boolean marked = item.marks().stream().anyMatch(Mark.Box.class::isInstance);
        return Thumbnail.png(
                image.samples(),
                image.height(),
                image.width(),
                image.channels(),
                marked ? Thumbnail.MARKED_SIDE : Thumbnail.SIDE);
    }

    /** Returns the first picture of a record that can be drawn. */
    static Optional<ImageValue> picture(DataRecord record) {
        return record.schema().columns().stream()
                .map(column -> record.find(column.name()).orElse(null))
                .filter(ImageValue.class::isInstance)
                .map(ImageValue.class::cast)
                .filter(ExhibitParts::isDrawn)
                .findFirst();
    }

    private static boolean isDrawn(ImageValue image) {
        return image.channels() == 1 || image.channels() == 3 || image.channels() == 4;
    }

    private static String text(DataRecord record) {
        StringBuilder text = new StringBuilder();
        record.schema()
                .columns()
                .forEach(
                        column ->
                                record.find(column.name())
                                        .ifPresent(
                                                value ->
                                                        text.append(column.name())
                                                                .append(": ")
                                                                .append(value)
                                                                .append("  ")));
        return text.length() > LONGEST_TEXT
                ? text.substring(0, LONGEST_TEXT - 3) + "..."
                : text.toString().strip();
    }
}
