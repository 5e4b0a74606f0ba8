// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestStyle {

    /** A model may have learned them from its texts: some hide what follows, or move the cursor. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[8m",
                "\u001b[31m",
                "\u001b[2J",
                "\u001b]0;title\u0007",
                "\u009b8m",
                "\r",
                "\u0000",
                "\b",
                "\u007f",
                "\u202e"
            })
    void whatAModelSaysHasNoControlCharacters(String control) {
        String shown = Style.plain("so " + control + " it\tis\nhere\r\nand there");

        assertThat(shown).startsWith("so ?").endsWith(" it\tis\nhere\r\nand there");
        assertThat(shown.replace("\r\n", "").chars())
                .noneMatch(c -> c != '\t' && c != '\n' && Character.isISOControl(c));
        assertThat(shown).doesNotContain("\u202e");
    }
}
