// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TestTable {

    private final Table table =
            new Table("name", ">size", "what it is")
                    .row("a", "1,000", "a thing")
                    .row("longer", "2", "another thing that takes more words to describe");

    @Test
    void alignsItsColumns() {
        assertThat(table.render(false))
                .isEqualTo(
                        """
                        name     size  what it is
                        a       1,000  a thing
                        longer      2  another thing that takes more words to describe""");
    }

    @Test
    void breaksLongCellsBetweenWords() {
        assertThat(table.render(false, 40))
                .isEqualTo(
                        """
                        name     size  what it is
                        a       1,000  a thing
                        longer      2  another thing that takes
                                       more words to describe""");
    }

    @Test
    void marksTheHeadOnlyWithColour() {
        assertThat(table.render(true)).startsWith("\u001b[1mname");
        assertThat(new Table("").render(true)).isEmpty();
    }
}
