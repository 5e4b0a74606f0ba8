// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender;

import dev.sora.recommender.particle.ParticleContracts;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class TestRecommenderContracts {

    private static final String RATINGS =
            """
            manifest: 1
            name: ratings
            data:
              train: {type: generated-ratings, users: 12, items: 8, per_user: 4}
              test: {type: generated-ratings, users: 12, items: 8, per_user: 4, part: last}
            inputs:
              who: {type: user, column: user}
              what: {type: item, column: item}
            particles:
              score: {type: mf, from: [who, what], factors: 3}
            outputs:
              rating: {type: rating, column: rating, from: score, metrics: [plain-error]}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.02}
              epochs: 2
              batch_size: 16
            """;

    private static final String RANKING =
            """
            manifest: 1
            name: ranking
            data:
              train: {type: generated-ratings, users: 12, items: 8, per_user: 4, part: but-last}
              test: {type: generated-ratings, users: 12, items: 8, per_user: 4, part: last}
            inputs:
              who: {type: user, column: user}
              what: {type: item, column: item}
              seen: {type: history, user: user, item: item}
            particles:
              score: {type: ncf-mlp, from: [who, what, seen], factors: 3, units: [4]}
            outputs:
              item: {type: implicit, user: user, item: item, from: score}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.02}
              epochs: 2
              batch_size: 16
            """;

    @TestFactory
    Stream<DynamicTest> inputs() {
        return RecommenderContracts.inputs().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> particles() {
        return ParticleContracts.all().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> outputs() {
        return RecommenderContracts.outputs().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> metrics() {
        return RecommenderContracts.metrics().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> sources() {
        return RecommenderContracts.sources().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> plugin() {
        return Contracts.plugin(new RecommenderPlugin())
                .covers(RecommenderContracts.inputs())
                .covers(ParticleContracts.all())
                .covers(RecommenderContracts.outputs())
                .covers(RecommenderContracts.metrics())
                .covers(RecommenderContracts.sources())
                .trains(RATINGS)
                .trains(RANKING)
                .tests();
    }
}
