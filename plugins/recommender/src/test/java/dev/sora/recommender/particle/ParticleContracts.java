// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.particle.ParticleType;
import dev.sora.recommender.RecommenderPlugin;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;

/** What the particles of the plugin are tried on. */
public final class ParticleContracts {

    private static final SampleSignal USER = SampleSignal.indices(5);
    private static final SampleSignal ITEM = SampleSignal.indices(3);
    private static final SampleSignal HISTORY = SampleSignal.indexSequence(3, 3);
    private static final SampleSignal MANY = SampleSignal.indices(4, 2);
    private static final SampleSignal NUMBERS = SampleSignal.vector(3);
    private static final SampleSignal[] FIELDS = {USER, ITEM, HISTORY, MANY, NUMBERS};

    // smooth, as differences across the corner of a rectifier prove nothing
    private static final Map<String, Object> TOWER =
            Map.of("factors", 2, "units", List.of(4, 3), "activation", "tanh");

    private ParticleContracts() {}

    private static ParticleContract of(String name) {
        return Contracts.particle(
                Workbench.type(new RecommenderPlugin(), ParticleType.class, name));
    }

    /** Returns a contract for each particle, and one for what it drops by chance. */
    public static List<ParticleContract> all() {
        return List.of(
                factors(),
                dropped("mf").on(USER, ITEM, HISTORY),
                gmf(),
                dropped("gmf").on(USER, ITEM),
                tower("ncf-mlp").on(USER, ITEM),
                rectified("ncf-mlp"),
                dropped("ncf-mlp").with("units", List.of(4)).on(FIELDS),
                fields("factorisation-machine").on(NUMBERS),
                dropped("factorisation-machine").on(FIELDS),
                fields("field-embedding").on(USER),
                cross(),
                tower("deepfm").on(USER, ITEM),
                rectified("deepfm"),
                dropped("deepfm").with("units", List.of(4)).on(FIELDS),
                tower("wide-deep").on(NUMBERS),
                rectified("wide-deep"),
                dropped("wide-deep").with("units", List.of(4)).on(FIELDS));
    }

    private static ParticleContract factors() {
        return of("mf").variant(Map.of("factors", 3))
                .variant(Map.of("factors", 3, "cold_start", "average"))
                .variant(Map.of("factors", 2, "cold_start", "learned", "biases", false))
                .on(USER, ITEM)
                .on(USER, ITEM, HISTORY)
                .refuses(USER)
                .refuses(USER, NUMBERS)
                .refuses(USER, ITEM, NUMBERS)
                .refuses("factors", 0)
                .refuses("cold_start", "guess");
    }

    private static ParticleContract gmf() {
        return of("gmf")
                .with("factors", 3)
                .variant(Map.of())
                .variant(Map.of("cold_start", "zero"))
                .variant(Map.of("cold_start", "learned"))
                .on(USER, ITEM)
                .refuses(USER)
                .refuses(USER, NUMBERS)
                .refuses("deviation", 0);
    }

    private static ParticleContract dropped(String name) {
        return of(name).with("factors", 4).with("id_dropout", 0.5).withoutManyCalls().random();
    }

    private static ParticleContract tower(String name) {
        return of(name).variant(TOWER)
                .variant(
                        Map.of(
                                "factors",
                                2,
                                "units",
                                List.of(3),
                                "activation",
                                "silu",
                                "pooling",
                                "sum",
                                "cold_start",
                                "zero"))
                .on(FIELDS)
                .refuses(NUMBERS, SampleSignal.sequence(4, 2))
                .refuses("dropout", 1)
                .refuses("units", List.of(0));
    }

    private static ParticleContract rectified(String name) {
        return of(name).with("factors", 2)
                .with("units", List.of(4))
                .on(USER, NUMBERS)
                .withoutManyCalls()
                .kinks(0.5, "a rectifier has a corner at zero");
    }

    private static ParticleContract fields(String name) {
        return of(name).with("factors", 2)
                .variant(Map.of())
                .variant(Map.of("cold_start", "average", "pooling", "sqrt"))
                .variant(Map.of("cold_start", "zero", "pooling", "sum"))
                .on(FIELDS)
                .refuses(NUMBERS, SampleSignal.sequence(4, 2))
                .refuses("pooling", "max");
    }

    private static ParticleContract cross() {
        return of("cross")
                .with("factors", 2)
                .variant(Map.of("layers", 1))
                .variant(Map.of("rank", 2, "layers", 3))
                .on(NUMBERS)
                .on(FIELDS)
                .refuses(NUMBERS, SampleSignal.sequence(4, 2))
                .refuses("layers", 0);
    }
}
