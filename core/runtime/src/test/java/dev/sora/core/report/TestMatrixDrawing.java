// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

final class TestMatrixDrawing {

    private static final String LONG = "x".repeat(10_000);

    @Test
    void keepsHostileLabelsText() throws Exception {
        List<String> labels =
                List.of(
                        "<script>alert(1)</script>",
                        "\"' onload=\"alert(1)",
                        LONG,
                        "نعم",
                        "\0\ud800]]>&amp;",
                        "");

        Element svg = drawn(confusion(labels, cells(6, 6, 1L)));

        assertThat(elements(svg).map(Element::getTagName).distinct())
                .containsExactlyInAnyOrder("svg", "title", "g", "text", "path");
        assertThat(texts(svg, "title")).contains("<script>alert(1)</script>");
        assertThat(elements(svg).flatMap(TestMatrixDrawing::attributes))
                .noneMatch(name -> name.startsWith("on"));
        assertThat(labelsOf(svg)).contains("نعم", "\ufffd\ufffd]]>&amp;", "");
        assertThat(MatrixDrawing.of(CellField.of(confusion(labels, cells(6, 6, 1L)))))
                .hasSizeLessThan(10_000);
    }

    @Test
    void drawsEachColourOnceAndCountsWhereThereIsRoom() throws Exception {
        Element svg =
                drawn(confusion(List.of("a", "b"), List.of(List.of(9L, 1L), List.of(0L, 7L))));

        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("m: 2 classes, 1 of 17 records off the diagonal");
        assertThat(paths(svg, "hit"))
                .extracting(path -> path.getAttribute("fill-opacity"))
                .containsExactly("0.9", "1.0");
        assertThat(paths(svg, "miss"))
                .extracting(path -> path.getAttribute("fill-opacity"))
                .containsExactly("0.47");
        assertThat(labelsOf(svg))
                .containsExactly("predicted", "true", "a", "b", "a", "b", "9", "1", "7");
    }

    @Test
    void showsAMistakeThatIsRare() throws Exception {
        List<List<Long>> counts = List.of(List.of(1_000_000_000L, 1L), List.of(0L, 5L));

        assertThat(paths(drawn(confusion(List.of("a", "b"), counts)), "miss")).hasSize(1);
    }

    @Test
    void coloursNothingWhereNothingWasCounted() throws Exception {
        assertThat(coloured(drawn(confusion(List.of("a", "b"), cells(2, 2, 0L))))).isEmpty();
        assertThat(coloured(drawn(values(cells(2, 3, 0.0))))).isEmpty();
    }

    @Test
    void drawsASingleClass() throws Exception {
        Element svg = drawn(confusion(List.of("only"), List.of(List.of(12L))));

        assertThat(labelsOf(svg)).containsExactly("predicted", "true", "only", "only", "12");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("m: 1 class, 0 of 12 records off the diagonal");
    }

    @Test
    void strikesOutWhatIsNotDefined() throws Exception {
        Element svg =
                drawn(
                        values(
                                List.of(
                                        List.of(Double.NaN, Double.POSITIVE_INFINITY),
                                        List.of(-2.0, 1.0))));

        assertThat(coloured(svg))
                .extracting(path -> path.getAttribute("fill-opacity"))
                .containsExactly("1.0", "0.5", "1.0");
        assertThat(paths(svg, "lines")).hasSize(2);
        assertThat(labelsOf(svg)).endsWith("–", "∞", "-2", "1");
    }

    @Test
    void drawsTheMostConfusedOfTwoHundredClasses() throws Exception {
        List<String> labels = IntStream.range(0, 200).mapToObj(i -> "class " + i).toList();
        ConfusionMatrix matrix =
                ConfusionMatrix.of(
                        "m",
                        labels,
                        pairs -> {
                            for (int i = 0; i < 200; i++) {
                                pairs.accept(i, i, 90);
                                pairs.accept(i, (i + 7) % 200, 1 + i % 3);
                            }
                        });

        Element svg = drawn(matrix);

        assertThat(labelsOf(svg)).hasSize(2 + 2 * 100).contains("101 others");
        assertThat(svg.getElementsByTagName("text").getLength()).isEqualTo(202);
    }

    @Test
    void staysSmallWhereEveryCellHasAColourOfItsOwn() {
        List<List<Double>> values = new ArrayList<>();
        for (int row = 0; row < 100; row++) {
            int from = row;
            values.add(
                    IntStream.range(0, 100)
                            .mapToObj(column -> Math.sin(17.0 * from + 5 * column))
                            .toList());
        }

        String svg = MatrixDrawing.of(CellField.of(values(values)));

        assertThat(svg).hasSizeBetween(100_000, 300_000);
    }

    @Test
    void writesTextThatIsReadOnEveryColour() throws Exception {
        String style =
                new String(
                        ReportPage.class.getResourceAsStream("report.css").readAllBytes(),
                        StandardCharsets.UTF_8);
        int dark = style.indexOf(":root:not(.print)");
        for (Palette palette :
                List.of(Palette.of(style.substring(0, dark)), Palette.of(style.substring(dark)))) {
            for (String colour : List.of("validation", "bad")) {
                for (int level = 0; level <= 100; level++) {
                    assertThat(palette.contrast(colour, level / 100.0))
                            .as("%s at %d %%", colour, level)
                            .isGreaterThanOrEqualTo(4.5);
                }
            }
        }
    }

    private static ConfusionMatrix confusion(List<String> labels, List<List<Long>> counts) {
        return new ConfusionMatrix("m", labels, counts);
    }

    private static ValueMatrix values(List<List<Double>> values) {
        List<String> rows = IntStream.range(0, values.size()).mapToObj(i -> "r" + i).toList();
        List<String> columns =
                IntStream.range(0, values.get(0).size()).mapToObj(i -> "c" + i).toList();
        return new ValueMatrix(
                "m", "down", "across", rows, columns, values, rows.size(), columns.size());
    }

    private static <T> List<List<T>> cells(int rows, int columns, T value) {
        return Collections.nCopies(rows, Collections.nCopies(columns, value));
    }

    private static Element drawn(ConfusionMatrix matrix) throws Exception {
        return parsed(MatrixDrawing.of(CellField.of(matrix)));
    }

    private static Element drawn(ValueMatrix matrix) throws Exception {
        return parsed(MatrixDrawing.of(CellField.of(matrix)));
    }

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }

    private static Stream<Element> elements(Element root) {
        return Stream.concat(
                Stream.of(root),
                nodes(root)
                        .filter(Element.class::isInstance)
                        .map(Element.class::cast)
                        .flatMap(TestMatrixDrawing::elements));
    }

    private static Stream<Node> nodes(Node root) {
        return IntStream.range(0, root.getChildNodes().getLength())
                .mapToObj(root.getChildNodes()::item);
    }

    private static Stream<String> attributes(Element element) {
        return IntStream.range(0, element.getAttributes().getLength())
                .mapToObj(at -> element.getAttributes().item(at).getNodeName());
    }

    private static List<String> labelsOf(Element svg) {
        return texts(svg, "text");
    }

    /** The text of each element of this name, without that of elements within it. */
    private static List<String> texts(Element svg, String name) {
        return elements(svg)
                .filter(element -> element.getTagName().equals(name))
                .map(
                        text ->
                                nodes(text)
                                        .filter(node -> node.getNodeType() == Node.TEXT_NODE)
                                        .map(Node::getNodeValue)
                                        .findFirst()
                                        .orElse(""))
                .toList();
    }

    private static List<Element> paths(Element svg, String kind) {
        return elements(svg).filter(path -> path.getAttribute("class").equals(kind)).toList();
    }

    private static List<Element> coloured(Element svg) {
        return elements(svg).filter(path -> path.hasAttribute("fill-opacity")).toList();
    }

    /** The colours of a page, by name. */
    private record Palette(Map<String, String> colours) {

        static Palette of(String style) {
            Map<String, String> colours = new HashMap<>();
            Pattern.compile("--([\\w-]+): (#[0-9a-f]{6})")
                    .matcher(style)
                    .results()
                    .forEach(match -> colours.putIfAbsent(match.group(1), match.group(2)));
            return new Palette(colours);
        }

        double contrast(String colour, double depth) {
            String shade = MatrixDrawing.shade(colour.equals("bad") ? -depth : depth);
            String text = shade.isEmpty() ? "pale-text" : shade + "-text";
            double ink = luminance(text, text, 0);
            double cell = luminance("panel", colour, depth);
            return (Math.max(ink, cell) + 0.05) / (Math.min(ink, cell) + 0.05);
        }

        private double luminance(String under, String over, double opacity) {
            double[] shares = {0.2126, 0.7152, 0.0722};
            double sum = 0;
            for (int part = 0; part < 3; part++) {
                double value = part(under, part) * (1 - opacity) + part(over, part) * opacity;
                sum +=
                        shares[part]
                                * (value <= 0.03928
                                        ? value / 12.92
                                        : Math.pow((value + 0.055) / 1.055, 2.4));
            }
            return sum;
        }

        private double part(String name, int part) {
            return Integer.parseInt(colours.get(name).substring(1 + 2 * part, 3 + 2 * part), 16)
                    / 255.0;
        }
    }
}
