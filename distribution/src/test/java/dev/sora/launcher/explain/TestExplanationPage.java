// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.ColumnEffects;
import dev.sora.core.DataExplanation;
import dev.sora.core.Explanation;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.Explanation.OfOutput;
import dev.sora.core.Neighbours;
import dev.sora.core.hint.ActivatingRecords;
import dev.sora.core.hint.ActivatingRecords.Example;
import dev.sora.data.ImageValue;
import dev.sora.launcher.show.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TestExplanationPage {

    private static final String HOSTILE = "<script>alert('x')</script>\"\u202e\u0007";

    private static Explanation explanation(String text) {
        OfInput words =
                new OfInput(
                        "integrated-gradients",
                        "meaning",
                        List.of(text, "plain"),
                        List.of(2),
                        true,
                        List.of(0.5, -1.0),
                        Optional.of(-0.5),
                        0,
                        Optional.empty(),
                        List.of(text));
        OfInput picture =
                new OfInput(
                        "occlusion",
                        "image",
                        List.of(),
                        List.of(2, 2),
                        false,
                        List.of(0.0, 0.25, -0.5, 0.0),
                        Optional.empty(),
                        0,
                        Optional.of(new ImageValue(4, 4, 1, new byte[16])),
                        List.of());
        return new Explanation(
                text,
                1,
                Map.of(
                        text,
                        new OfOutput(
                                Optional.of(Map.of("label", text)),
                                text,
                                2,
                                -1,
                                Map.of(text, 3.0),
                                Map.of("words", words, "image", picture),
                                "sampled-shapley",
                                0.01,
                                List.of(text))));
    }

    @Test
    void noTextOfARecordBecomesMarkup() {
        String page = ExplanationPage.of(HOSTILE, List.of(explanation(HOSTILE)), 1);

        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("\u202e")
                .doesNotContain("\u0007")
                .contains("&lt;script&gt;")
                .contains("data:image/png;base64,")
                .contains("default-src 'none'");
    }

    @Test
    void saysThatThereAreMoreRecords() {
        assertThat(ExplanationPage.of("m", List.of(explanation("a")), 500))
                .contains("The first 1 of 500 records.");
        assertThat(ExplanationPage.of("m", List.of(explanation("a")), 1))
                .doesNotContain("The first");
    }

    @Test
    void textShowsSharesAndTheStrongestParts() {
        String text =
                new ExplanationText(Terminal.none(), table -> table.render(false))
                        .of(explanation("a"));

        assertThat(text)
                .contains("a: a   score 2.0000, baseline -1.0000")
                .contains("standard error at most 0.0100")
                .contains("the answer is read most from row 1, column 2");
        // the greatest attribution comes first, whatever its sign
        assertThat(text.indexOf("-1.0000", text.indexOf("plain"))).isPositive();
        assertThat(text.indexOf("plain")).isLessThan(text.indexOf("0.5000"));
    }

    @Test
    void theViewOverDataIsSafeAndComplete() {
        DataExplanation all =
                new DataExplanation(
                        40,
                        Map.of(
                                HOSTILE,
                                new DataExplanation.OfOutput(
                                        "accuracy",
                                        true,
                                        0.75,
                                        Map.of(
                                                HOSTILE,
                                                new DataExplanation.OfParticle(1.5, 0.5, 0.25)),
                                        40,
                                        40,
                                        Map.of(
                                                HOSTILE,
                                                Map.of(HOSTILE, 1.0),
                                                "b",
                                                Map.of(HOSTILE, 0.5)),
                                        List.of(
                                                new DataExplanation.Bin(30, 0.9, 0.8),
                                                new DataExplanation.Bin(10, 0.5, 0.9)),
                                        columns(),
                                        List.of(HOSTILE))));

        String page = DataExplanationPage.of(HOSTILE, all);
        String text = new DataExplanationText(false, table -> table.render(false)).of(all);

        assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
        // 0.75 * 0.1 + 0.25 * 0.4
        assertThat(page).contains("Expected calibration error 0.1750");
        assertThat(text).contains("accuracy 0.7500").contains("error 0.1750");
        assertThat(page).contains("accuracy lost").contains("0.1250").contains("score of &lt;");
        assertThat(text).contains("accuracy lost").contains("0.1250").contains("7.5000");
        assertThat(text).contains("5 permutations of the values of a column over 30 records");
    }

    @Test
    void neighboursAreSafeAndComplete() {
        Neighbours found =
                new Neighbours(
                        HOSTILE,
                        1,
                        HOSTILE,
                        Neighbours.Distance.COSINE,
                        30,
                        List.of(
                                new Neighbours.Neighbour(
                                        HOSTILE, 17, 0.25, Map.of("kind", HOSTILE))));

        String page = NeighboursPage.of(HOSTILE, List.of(found), 7);
        String text = new NeighboursText(false, table -> table.render(false)).of(found);

        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("\u202e")
                .contains("&lt;script&gt;")
                .contains("<td>17</td><td>0.2500</td>")
                .contains("The first 1 of 7 records.")
                .contains("default-src 'none'");
        assertThat(text).contains("cosine distance").contains("among 30 records").contains("17");
        assertThat(found.json()).contains("\"neighbours\":").contains("\"distance\":\"cosine\"");
    }

    @Test
    void recordsThatActivateAreSafeAndComplete() {
        Example example =
                new Example(
                        HOSTILE,
                        17,
                        0.25,
                        Map.of("kind", HOSTILE),
                        Map.of("text", HOSTILE),
                        Optional.of(new ImageValue(4, 4, 1, new byte[16])));
        ActivatingRecords found =
                new ActivatingRecords(
                        30,
                        Map.of(
                                HOSTILE,
                                new ActivatingRecords.OfNode(
                                        0.125, List.of(example), List.of(example))));

        String page = ActivatingPage.of(HOSTILE, found);
        String text = new ActivatingText(false, table -> table.render(false)).of(found);

        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("\u202e")
                .contains("&lt;script&gt;")
                .contains("<b>0.2500</b>")
                .contains("over 30 records")
                .contains("data:image/png;base64,")
                .contains("default-src 'none'");
        assertThat(text).contains("most").contains("least").contains("0.1250").contains("17");
        assertThat(found.tree().toString()).contains("activation=0.25").contains("records=30");
    }

    private static ColumnEffects columns() {
        return new ColumnEffects(
                30,
                5,
                Map.of(HOSTILE, new ColumnEffects.Loss(0.125, 0.01)),
                20,
                Map.of(
                        HOSTILE,
                        new ColumnEffects.Dependence(
                                false,
                                List.of(HOSTILE, true),
                                List.of(
                                        new ColumnEffects.Curve(
                                                Optional.of(HOSTILE), List.of(7.5, -1.0))))));
    }
}
