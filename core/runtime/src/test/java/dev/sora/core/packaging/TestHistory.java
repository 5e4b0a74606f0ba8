// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestHistory {

    @Test
    void writesALineForEachEpoch(@TempDir Path folder) {
        Path file = folder.resolve("history.csv");
        Map<String, Double> first = new LinkedHashMap<>();
        first.put("loss", 0.5);
        first.put("val_loss", Double.NaN);
        EpochMetrics one = new EpochMetrics(1, first, 0.001, 1.25, 1000);
        EpochMetrics two =
                new EpochMetrics(2, Map.of("loss", 1e-7, "top,\"5\"", 1.0), 0.0005, 1.5, 2000.5);

        History.write(file, List.of(one));
        History.write(file, List.of(one, two));

        assertThat(file)
                .hasContent(
                        """
                        epoch,loss,val_loss,"top,""5""\",learning_rate,seconds,samples_per_second
                        1,0.5,,,0.001,1.25,1000.0
                        2,1.0E-7,,1.0,5.0E-4,1.5,2000.5
                        """);
    }

    @Test
    void writesOnlyTheHeadWhereNothingHappened() {
        assertThat(History.text(List.of()))
                .isEqualTo("epoch,learning_rate,seconds,samples_per_second\n");
    }
}
