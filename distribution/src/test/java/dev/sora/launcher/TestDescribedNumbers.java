// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.profile.Description;
import dev.sora.launcher.describe.Draft;
import dev.sora.launcher.describe.Findings;
import dev.sora.launcher.describe.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How numbers that a table writes in forms of people are described. */
final class TestDescribedNumbers {

    @TempDir private Path dir;

    private final FakeSora sora = new FakeSora();

    /** A class of each price is a model of the wrong kind. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%d,5 | numbers with a decimal comma, such as '100,5' | 'decimal: comma'",
                "61,%d | numbers with commas between thousands, such as '61,100' | 'thousands: comma'",
                "$%d | numbers with a unit, such as '$100' | write the numbers alone",
                "paid %d times | no value that occurs twice | such as age, group"
            })
    void refusesAmountsThatWouldBecomeClasses(String form, String reason, String fix) {
        sora.described = prices(form);
        Call refused = Call.of(sora, "describe", "prices.csv", "--target", "price");
        assertThat(refused.status).isEqualTo(5);
        assertThat(refused.err).contains("SORA-4754", reason, fix);
        assertThat(Target.of(sora.described.train().profile()))
                .extracting(target -> target.column().name())
                .doesNotContain("price");
    }

    @Test
    void saysWhichNumbersADraftReadsAsStrings() {
        Description described = prices("$%d");
        Target target = Target.of(described.train().profile().columns().get(1)).orElseThrow();
        String remark =
                "'price' is read as strings, but holds numbers with a unit, such as '$100':"
                        + " write the numbers alone.";

        assertThat(Draft.remarks(described, target)).containsExactly(remark);
        assertThat(Draft.of(described, target, dir, Set.of("number")).orElseThrow())
                .contains("# " + remark);
    }

    /** A line break within a value would end the comment: the rest were YAML. */
    @Test
    void commentsOfADraftStayOnTheirLines() {
        Description described = prices("%d\n%%");
        Target target = Target.of(described.train().profile().columns().get(1)).orElseThrow();

        assertThat(Draft.remarks(described, target))
                .singleElement()
                .satisfies(remark -> assertThat(remark).contains("such as '100 %'"));
        assertThat(Draft.of(described, target, dir, Set.of("number")).orElseThrow().lines())
                .noneMatch(line -> line.startsWith("%"));
    }

    /** Pairs such as 3,1 would be changed without a word. */
    @Test
    void saysWhichFormOfNumbersWasAssumed() {
        sora.described = prices("%d.50");
        sora.described.train().source().put("decimal", "comma");
        String words = "numbers are read with assumed separators: '100,50' as 100.50";
        String fix = "if that is wrong, set 'decimal: point' of the source";
        Target target = Target.of(sora.described.train().profile().columns().get(1)).orElseThrow();

        assertThat(Draft.remarks(sora.described, target))
                .containsExactly("The " + words + "; " + fix + ".");
        assertThat(Findings.of(sora.described, Optional.empty()))
                .filteredOn(finding -> finding.kind().equals("number_form"))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.message()).isEqualTo(words);
                            assertThat(finding.fix()).isEqualTo(fix);
                        });
        sora.described.train().source().put("decimal", "point");
        assertThat(Draft.remarks(sora.described, target)).isEmpty();
    }

    private static Description prices(String form) {
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(
                    new String[] {
                        form.formatted(100 + i), i % 3 == 0 ? "a" : "b", String.valueOf(i * 7 % 50)
                    });
        }
        return new Description(
                Description.Kind.DATA,
                List.of(TestDescribe.part("train", List.of("price", "group", "age"), rows, 0)));
    }
}
