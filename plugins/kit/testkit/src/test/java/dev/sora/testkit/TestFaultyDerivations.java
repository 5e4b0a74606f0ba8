// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ColumnType;
import dev.sora.testkit.faulty.PairsType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with the parts of a derivation is found. */
final class TestFaultyDerivations {

    private static Map<Clause, String> broken(String column, String test, boolean target) {
        return Verdicts.of(
                Contracts.derivation(new PairsType(column, test, target))
                        .on(SampleRecords.column("x", ColumnType.NUMBER, 1.0, 2.0, 3.0)));
    }

    @Test
    void findNothingWhereNothingIsWrong() {
        assertThat(broken("part", "test", false)).isEmpty();
    }

    @Test
    void namePartsThatAreNotStated() {
        Map<Clause, String> broken = broken("part", "Test", false);

        assertThat(broken).containsOnlyKeys(Clause.PARTS);
        assertThat(broken.get(Clause.PARTS)).contains("[test, train]").contains("[Test, train]");
        assertThat(broken("part", null, false)).containsOnlyKeys(Clause.PARTS);
        assertThat(broken("part", "train", false)).containsOnlyKeys(Clause.PARTS);
    }

    @Test
    void nameAColumnThatDoesNotExist() {
        assertThat(broken("split", "test", false).get(Clause.PARTS)).contains("the column 'split'");
    }

    @Test
    void nameATargetThatIsToBePredicted() {
        assertThat(broken("part", "test", true).get(Clause.PARTS))
                .contains("records for PREDICTION without the target");
    }
}
