// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.derivation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.source.Derivation.Parts;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what a derivation states is held out; what it misnames may not be trained on. */
final class TestDividedRecords {

    private static final Schema SCHEMA = Schema.of(Column.of("part", ColumnType.TEXT));

    private static void check(Optional<Parts> parts, String part) {
        new DividedRecords(parts, "pairs", "mine")
                .check(DataRecord.atLine(SCHEMA, "rows.csv", 1, 2, part));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Test", "", "validation", "held"})
    void refuseAPartThatIsNotStated(String part) {
        Optional<Parts> parts = Optional.of(Parts.of("part", Set.of(Parts.TEST)));

        assertThatThrownBy(() -> check(parts, part))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-3910")
                .hasMessageContaining("'pairs' of plugin 'mine'")
                .hasMessageContaining("one of test, train")
                .hasMessageContaining("rows.csv:2");
    }

    @Test
    void passPartsThatAreStated() {
        Optional<Parts> parts = Optional.of(Parts.of("part", Set.of(Parts.TEST)));

        assertThatCode(() -> check(parts, "train")).doesNotThrowAnyException();
        assertThatCode(() -> check(parts, "test")).doesNotThrowAnyException();
        assertThatCode(() -> check(Optional.empty(), "anything")).doesNotThrowAnyException();
    }

    @Test
    void haveNoOtherPartsThanValidationAndTest() {
        assertThatThrownBy(() -> Parts.of("part", Set.of("holdout")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'holdout'");
    }
}
