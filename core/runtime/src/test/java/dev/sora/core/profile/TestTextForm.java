// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestTextForm {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "0|INTEGER",
                "-17|INTEGER",
                "+5|INTEGER",
                "9223372036854775807|INTEGER",
                "9223372036854775808|CODE",
                "007|CODE",
                "00|CODE",
                "1.5|NUMBER",
                "-.5|NUMBER",
                "5.|NUMBER",
                "1e5|NUMBER",
                "2.5E-3|NUMBER",
                "1e|TEXT",
                "1,5|DECIMAL_COMMA",
                "0,455|DECIMAL_COMMA",
                "1.234,5|DECIMAL_COMMA",
                "1234,567|DECIMAL_COMMA",
                "1,234|COMMA",
                "1,234,567|THOUSANDS",
                "1,234.5|THOUSANDS",
                "1,2,3|TEXT",
                "12%|UNIT",
                "$5.00|UNIT",
                "5 €|UNIT",
                "$|TEXT",
                "?|MARK",
                "NA|MARK",
                "n/a|MARK",
                "-|MARK",
                "None|MARK",
                "yes|BOOLEAN",
                "FALSE|BOOLEAN",
                "y|TEXT",
                "1.2.3.4|TEXT",
                "12 apples|TEXT",
                "+|TEXT"
            })
    void tellsForms(String text, TextForm form) {
        assertThat(TextForm.of(text)).isEqualTo(form);
        assertThat(TextForm.of("  " + text + "\t")).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "'\t '"})
    void tellsBlanks(String text) {
        assertThat(TextForm.of(text)).isEqualTo(TextForm.BLANK);
    }
}
