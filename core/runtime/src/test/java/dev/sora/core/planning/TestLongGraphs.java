// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Rewiring;
import dev.sora.core.plan.Wires;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestLongGraphs {

    private static Plan plan(int length) {
        StringBuilder text = new StringBuilder();
        text.append("manifest: 1\n")
                .append("data:\n  train: {type: idx, images: i.gz, labels: l.gz}\n")
                .append("inputs:\n  image: {type: image, column: image}\n")
                .append("particles:\n  d0: {type: dropout, from: image}\n");
        for (int i = 1; i <= length; i++) {
            text.append("  d%d: {type: dropout, from: d%d}\n".formatted(i, i - 1));
        }
        text.append(
                        "combiners:\n  all: {type: sum, from: [d%d, d%d]}\n"
                                .formatted(length, length - 1))
                .append("outputs:\n  digit: {type: classification, column: label, from: all}\n")
                .append("training:\n  epochs: 1\n");
        Planner planner =
                new Planner(
                        new Catalogue(
                                List.of(
                                        LikeStandard.plugin(),
                                        LikeVision.plugin(),
                                        LikeVision.engine()),
                                KnownTypes.none()));
        return planner.plan(
                new ManifestReader()
                        .read(
                                "m.yaml",
                                Path.of("."),
                                text.toString(),
                                new Overrides(List.of(), Map.of())));
    }

    @Test
    void haveTheSignalsThatTheyHad() {
        Plan plan = plan(4_000);
        Rewiring rewiring = new Rewiring(plan.nodes());

        assertThat(rewiring.find(Wires.of(plan.nodes()), "digit", "digit")).isEmpty();
    }
}
