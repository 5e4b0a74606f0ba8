// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a person types as a key or a name, at whatever place, is planned or refused. */
final class TestStrangeKeys {

    /** Each {@code <>} is a place for a key, a name or a value. */
    private static final String MANIFEST =
            """
            manifest: 1
            <>: 1
            name: <>
            data:
              train: {type: idx, images: images.gz, labels: labels.gz, <>: 1}
              validation: {fraction: 0.1, <>: 1}
              <>: 1
            inputs:
              image: {type: image, column: <>, <>: 1}
              <>: {type: image, column: image}
            particles:
              view: {type: dense, from: image, units: 8, <>: 1}
              <>: {type: dense, from: <>, units: 8}
              other: {type: <>, from: <>}
            combiners:
              all: {type: sum, from: [view, <>], <>: 1}
            outputs:
              digit: {type: classification, column: label, from: all, metrics: [<>], <>: 1}
            training:
              optimiser: {type: <>, <>: 1}
              early_stopping: {monitor: <>, <>: 1}
              <>: 1
            """;

    private static final Planner PLANNER =
            new Planner(
                    new Catalogue(
                            List.of(
                                    LikeStandard.plugin(),
                                    LikeVision.plugin(),
                                    LikeVision.engine()),
                            KnownTypes.none()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"-\"",
                "\"_\"",
                "\" \"",
                "\".\"",
                "\"..\"",
                "\"a\"",
                "\"[0]\"",
                "\"x[\"",
                "\"a.b\"",
                "\"\\n\"",
                "\"\\0\"",
                "\"\\u202e\"",
                "\"😀\"",
                "\"e\\u0301\"",
                "~",
                "\"view[9]\"",
                "\"val_\"",
                "1",
                "true",
                "\"@\"",
                "\"a@\"",
                "\"/\"",
                "\"a/b@[1,2\"",
                "\"%s\"",
                "\"${x}\"",
                "\"\\ud800\""
            })
    void isPlannedOrRefused(String key) {
        for (String text : variants(key)) {
            try {
                PLANNER.plan(
                        new ManifestReader()
                                .read(
                                        "m.yaml",
                                        Path.of(""),
                                        text,
                                        new Overrides(List.of(), Map.of())));
            } catch (SoraException e) {
                assertThat(e.problems())
                        .as("%s", text)
                        .isNotEmpty()
                        .allSatisfy(p -> assertThat(p.code()).startsWith("SORA-2"));
            }
        }
    }

    /** The key at each place alone, with all others as if they had never been. */
    private static List<String> variants(String key) {
        String[] parts = MANIFEST.split("<>", -1);
        List<String> variants = new java.util.ArrayList<>();
        for (int place = 1; place < parts.length; place++) {
            StringBuilder text = new StringBuilder(parts[0]);
            for (int i = 1; i < parts.length; i++) {
                text.append(i == place ? key : "filler" + i).append(parts[i]);
            }
            variants.add(text.toString());
        }
        variants.add(MANIFEST.replace("<>", key));
        return variants;
    }
}
