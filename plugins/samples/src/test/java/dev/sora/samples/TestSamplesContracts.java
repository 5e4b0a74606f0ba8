// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SourceContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class TestSamplesContracts {

    private static final String PEOPLE =
            """
            manifest: 1
            name: people
            data:
              train: {type: generated-people, samples: 24}
              test: {type: generated-people, samples: 8, seed: 2}
            inputs:
              gain: {type: plain-values, column: gain}
            particles:
              view: {type: plain-map, from: gain, units: 2}
            outputs:
              gain-again: {type: plain-number, column: gain, from: view}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.000001}
              epochs: 1
              batch_size: 8
            """;

    private static List<SourceContract> sources() {
        return List.of(
                generated(Contracts.source(new GeneratedTextsType()))
                        .variant(Map.of())
                        .variant(Map.of("kind", "headlines", "seed", -3))
                        .variant(Map.of("language", "chinese", "samples", 1))
                        .refuses("kind", "poems"),
                generated(Contracts.source(new GeneratedPhrasesType()))
                        .variant(Map.of())
                        .variant(Map.of("seed", 2)),
                generated(Contracts.source(new GeneratedTalksType()))
                        .variant(Map.of())
                        .variant(Map.of("seed", 2)),
                generated(Contracts.source(new GeneratedPeopleType()))
                        .variant(Map.of())
                        .variant(Map.of("seed", 2)),
                generated(Contracts.source(new GeneratedScansType()))
                        .variant(Map.of())
                        .variant(Map.of("seed", 2)),
                generated(Contracts.source(new GeneratedSentencesType()))
                        .variant(Map.of("seed", 2)),
                generated(Contracts.source(new GeneratedSeriesType()))
                        .variant(Map.of())
                        .variant(Map.of("shops", 3, "seed", 2))
                        .refuses("shops", 0),
                generated(Contracts.source(new GeneratedPapersType()))
                        .variant(Map.of())
                        .variant(Map.of("kind", "citations", "papers", 2, "seed", 2))
                        .refuses("papers", 1),
                generated(Contracts.source(new GeneratedProductsType()))
                        .variant(Map.of())
                        .variant(Map.of("seed", 2)),
                generated(Contracts.source(new GeneratedFacesType()))
                        .variant(Map.of())
                        .variant(Map.of("seed", 2, "people", 1))
                        .refuses("people", 0),
                generated(Contracts.source(new GeneratedSoundsType()))
                        .variant(Map.of())
                        .variant(Map.of("seed", 2)),
                generated(Contracts.source(new GeneratedPairsType()))
                        .variant(Map.of())
                        .variant(Map.of("missing", 0.5))
                        .refuses("missing", 1.5),
                generated(Contracts.source(new GeneratedShapesType()))
                        .variant(Map.of())
                        .variant(Map.of("seed", 2, "size", 16))
                        .refuses("size", 8),
                generated(Contracts.source(new GeneratedScenesType()))
                        .variant(Map.of())
                        .variant(Map.of("size", 40, "shapes", 1))
                        .refuses("size", 31)
                        .refuses("shapes", 0));
    }

    private static SourceContract generated(SourceContract contract) {
        return contract.with("samples", 30).withoutFiles().refuses("samples", 0);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContractOfSources() {
        return sources().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> plugin() {
        return Contracts.plugin(new SamplesPlugin()).covers(sources()).trains(PEOPLE).tests();
    }
}
