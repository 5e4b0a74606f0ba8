// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.testkit.plain.MapType;
import dev.sora.testkit.plain.PlainPlugin;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

final class TestCoverage {

    @Test
    void noticesATypeWithoutAContract() {
        DynamicTest coverage =
                Contracts.plugin(new PlainPlugin())
                        .covers(List.of(Contracts.particle(new MapType())))
                        .tests()
                        .filter(test -> test.getDisplayName().startsWith("coverage"))
                        .findFirst()
                        .orElseThrow();

        assertThatThrownBy(coverage.getExecutable()::execute)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("none for")
                .hasMessageContaining("'plain-sum'")
                .hasMessageNotContaining("'plain-map'");
    }
}
