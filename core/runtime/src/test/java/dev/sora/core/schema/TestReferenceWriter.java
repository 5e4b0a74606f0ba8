// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.planning.LikeStandard;
import dev.sora.core.planning.LikeVision;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestReferenceWriter {

    @Test
    void describesEveryTypeAndSetting() {
        String reference =
                new ReferenceWriter(
                                new Catalogue(
                                        List.of(LikeStandard.plugin(), LikeVision.plugin()),
                                        KnownTypes.none()))
                        .write();

        assertThat(reference)
                .contains(
                        """
                        ### `conv2d`

                        Convolution. Plugin: `vision`.

                        | key | takes | default | meaning |
                        | --- | --- | --- | --- |
                        | `filters` | an integer from 1 | `32` | Channels that come out. |
                        | `kernel` | an integer from 1, or a list of 2 such | `[3, 3]` | Rows and columns of the kernel. |
                        """)
                .contains("| `early_stopping.patience` | an integer from 1 | `3` |")
                .contains(
                        "| `units` | an integer from 1 | required | Number of values it yields. |");
    }

    @Test
    void everyProblemHasACodeOfItsOwn() {
        assertThat(Arrays.stream(ManifestCode.values()).map(ManifestCode::code))
                .doesNotHaveDuplicates()
                .isSorted()
                .allMatch(code -> code.matches("SORA-(2\\d{3}|39\\d\\d)"));
        assertThat(ReferenceWriter.problems()).contains("| `SORA-2202` | Nodes take signals");
    }
}
