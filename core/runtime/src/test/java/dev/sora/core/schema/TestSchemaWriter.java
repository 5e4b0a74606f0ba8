// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.planning.LikeStandard;
import dev.sora.core.planning.LikeVision;
import dev.sora.core.planning.Planner;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestSchemaWriter {

    private static final Path MANIFEST = Path.of("src/test/resources/manifests/digits.yaml");

    /** What a schema can see: sections, keys, types, values; the rest needs the planner. */
    private static final Set<String> VISIBLE =
            Set.of(
                    "SORA-2040",
                    "SORA-2101",
                    "SORA-2102",
                    "SORA-2103",
                    "SORA-2105",
                    "SORA-2106",
                    "SORA-2108",
                    "SORA-2110",
                    "SORA-2111",
                    "SORA-2207",
                    "SORA-2403");

    /** Which plugin offers a type, and which metric takes a number, are left to the planner. */
    private static final Set<String> LEFT_TO_THE_PLANNER =
            Set.of("metric-number.yaml", "metric-named-number.yaml", "type-of-other-plugin.yaml");

    private static final Set<String> INVISIBLE =
            Set.of(
                    "SORA-2201",
                    "SORA-2202",
                    "SORA-2203",
                    "SORA-2204",
                    "SORA-2205",
                    "SORA-2206",
                    "SORA-2301",
                    "SORA-2302",
                    "SORA-2303",
                    "SORA-2304",
                    "SORA-2401",
                    "SORA-2402",
                    "SORA-2501",
                    "SORA-2502",
                    "SORA-2503",
                    "SORA-2504",
                    "SORA-2113",
                    "SORA-2208");

    private static final Catalogue CATALOGUE =
            new Catalogue(
                    List.of(LikeStandard.plugin(), LikeVision.plugin(), LikeVision.engine()),
                    KnownTypes.none());
    private static final String TEXT = new SchemaWriter(CATALOGUE).write();
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(TEXT, InputFormat.JSON);

    private static Manifest read(Path file, Map<String, String> environment) {
        return new ManifestReader().read(file, new Overrides(List.of(), environment));
    }

    private static List<Error> errors(Map<String, Object> tree) throws IOException {
        return SCHEMA.validate(new ObjectMapper().writeValueAsString(tree), InputFormat.JSON);
    }

    @Test
    void isItselfASchema() {
        Schema meta =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                com.networknt.schema.SchemaLocation.of(
                                        "https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(TEXT, InputFormat.JSON)).isEmpty();
    }

    @Test
    void takesAGoodManifestAndItsResolvedForm() throws IOException {
        Manifest manifest = read(MANIFEST, Map.of("DATA", "/data"));

        assertThat(errors(manifest.tree())).isEmpty();
        assertThat(errors(new Planner(CATALOGUE).plan(manifest).resolved())).isEmpty();
    }

    @Test
    void takesVariablesThatAreNotYetPutIn() throws IOException {
        String text = Files.readString(MANIFEST).replace("units: 128", "units: \"$${UNITS:-128}\"");
        Manifest manifest =
                new ManifestReader()
                        .read(
                                "m",
                                Path.of("/"),
                                text,
                                new Overrides(List.of(), Map.of("DATA", "")));

        assertThat(manifest.tree().toString()).contains("${UNITS:-128}");
        assertThat(errors(manifest.tree())).isEmpty();
    }

    static Stream<Path> broken() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/broken"))) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesWhatItCanSee(Path file) throws IOException {
        if (Files.readString(file).startsWith("# ")) {
            return; // with other plugins or overrides it is another manifest
        }
        Manifest manifest;
        try {
            manifest = read(file, Map.of("DATA", "/data"));
        } catch (SoraException e) {
            return; // no tree to check
        }
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class, () -> new Planner(CATALOGUE).plan(manifest));
        List<String> codes = failure.problems().stream().map(p -> p.code()).toList();
        if (LEFT_TO_THE_PLANNER.contains(file.getFileName().toString())) {
            assertThat(errors(manifest.tree())).as(codes.toString()).isEmpty();
        } else if (manifest.flaws().isEmpty() && codes.stream().anyMatch(VISIBLE::contains)) {
            assertThat(errors(manifest.tree())).as(codes.toString()).isNotEmpty();
        } else if (INVISIBLE.containsAll(codes)) {
            assertThat(errors(manifest.tree())).as(codes.toString()).isEmpty();
        }
    }
}
