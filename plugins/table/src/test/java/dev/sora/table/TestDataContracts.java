// SPDX-License-Identifier: Apache-2.0
package dev.sora.table;

import dev.sora.table.input.InputContracts;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

final class TestDataContracts {

    private static final String PEOPLE =
            """
            manifest: 1
            name: people
            data:
              train: {type: csv, path: "%1$s", types: {born: time, weight: number}}
              test: {type: csv, path: "%1$s", types: {born: time, weight: number}}
            inputs:
              town: {type: category, column: town, one_hot: true}
              size: {type: number, column: size}
              born: {type: date, column: born}
            particles:
              view: {type: plain-map, from: town, units: 3}
              seen: {type: plain-map, from: size, units: 3}
              time: {type: plain-map, from: born, units: 3}
            combiners:
              whole: {type: plain-sum, from: [view, seen, time]}
            outputs:
              weight: {type: plain-number, column: weight, from: whole}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.01}
              epochs: 2
              batch_size: 4
            """;

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> sources() throws IOException {
        return new DataContracts(folder).all().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> inputs() {
        return InputContracts.all().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> plugin() throws IOException {
        Path table = folder.resolve("people.csv");
        StringBuilder rows = new StringBuilder("town,size,born,weight\n");
        for (int i = 0; i < 12; i++) {
            rows.append("t%d,%d,19%d-01-02,%d\n".formatted(i % 3, 150 + i, 50 + i, 50 + i));
        }
        Files.writeString(table, rows);
        return Contracts.plugin(new DataPlugin())
                .covers(new DataContracts(folder).all())
                .covers(InputContracts.all())
                .trains(PEOPLE.formatted(table.toString().replace('\\', '/')))
                .tests();
    }
}
