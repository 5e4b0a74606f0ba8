// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TestManifestWriter {

    private static Map<String, Object> read(String yaml) {
        return new ManifestReader()
                .read("m", Path.of("/"), yaml, new Overrides(List.of(), Map.of()))
                .tree();
    }

    @Test
    void writesWhatPeopleLikeToRead() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("manifest", 1L);
        tree.put("name", "digits");
        tree.put("engine", Map.of("type", "auto"));
        Map<String, Object> stem = new LinkedHashMap<>();
        stem.put("type", "vision/conv2d@[1.2,2)");
        stem.put("from", "image");
        stem.put("kernel", List.of(3L, 3L));
        stem.put("rate", 0.001);
        tree.put("particles", Map.of("stem", stem));

        assertThat(ManifestWriter.write(tree))
                .isEqualTo(
                        """
                        manifest: 1
                        name: digits
                        engine: {type: auto}
                        particles:
                          stem: {type: "vision/conv2d@[1.2,2)", from: image, kernel: [3, 3], rate: 0.001}
                        """);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Map<String, Object> tree = map(random, 3);
            String yaml = ManifestWriter.write(tree);

            Map<String, Object> again = read(yaml);
            tree.forEach((key, value) -> assertThat(again).as(key).containsEntry(key, value));
            assertThat(ManifestWriter.write(read(yaml))).isEqualTo(yaml);
        }
    }

    private enum Kind {
        TABLE {
            @Override
            public String toString() {
                return "x\ninjected: true";
            }
        }
    }

    @Test
    void readsBackWhatProgramsBuild() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("text", new StringBuilder("data #2.csv"));
        tree.put("lines", new StringBuilder("a\ninjected: true"));
        tree.put("rate", 0.1f);
        tree.put("none", Float.NaN);
        tree.put("most", Float.POSITIVE_INFINITY);
        tree.put("short", (short) 3);
        tree.put("whole", BigInteger.TEN);
        tree.put("decimal", new BigDecimal("1E+3"));
        tree.put("flag", true);
        tree.put("empty", null);
        tree.put("list", List.of(1, List.of("x")));

        Map<String, Object> again = read(ManifestWriter.write(ProgramTree.of(tree)));

        assertThat(again)
                .containsEntry("text", "data #2.csv")
                .containsEntry("lines", "a\ninjected: true")
                .containsEntry("rate", 0.1)
                .containsEntry("none", Double.NaN)
                .containsEntry("most", Double.POSITIVE_INFINITY)
                .containsEntry("short", 3L)
                .containsEntry("whole", 10L)
                .containsEntry("decimal", 1000.0)
                .containsEntry("flag", true)
                .containsEntry("empty", null)
                .containsEntry("list", List.of(1L, List.of("x")))
                .hasSize(tree.size());
    }

    @Test
    void refusesObjectsThatOnlyTheProgramUnderstands() {
        Map<String, Object> tree =
                Map.of(
                        "data",
                        Map.of("train", Map.of("file", Path.of("data #2.csv"))),
                        "inputs",
                        List.of(Kind.TABLE, Optional.of(1), new BigDecimal("1e999")),
                        "engine",
                        Map.of(1, "x"));
        assertThatThrownBy(() -> ProgramTree.of(tree))
                .isInstanceOfSatisfying(
                        SoraException.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(Problem::code, Problem::where)
                                        .containsExactlyInAnyOrder(
                                                tuple("SORA-2017", "data.train.file"),
                                                tuple("SORA-2017", "inputs[0]"),
                                                tuple("SORA-2017", "inputs[1]"),
                                                tuple("SORA-2017", "inputs[2]"),
                                                tuple("SORA-2009", "engine")));
        Map<String, Object> endless = new LinkedHashMap<>();
        endless.put("again", endless);
        assertThatThrownBy(() -> ProgramTree.of(endless)).hasMessageContaining("SORA-2010");
    }

    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5) + 1; i > 0; i--) {
            map.put(
                    "k" + random.nextInt(100) + text(random).replace("<<", ""),
                    value(random, depth));
        }
        return map;
    }

    private static Object value(Random random, int depth) {
        switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0:
                return random.nextLong() >> random.nextInt(64);
            case 1:
                return random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 2:
                return random.nextBoolean();
            case 3:
                return List.of(Double.POSITIVE_INFINITY, Double.NaN, 1.0, 0.1)
                        .get(random.nextInt(4));
            case 6:
                return map(random, depth - 1);
            case 7:
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(30); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                return list;
            case 8:
                return random.nextBoolean() ? Map.of() : List.of();
            default:
                return text(random);
        }
    }

    private static String text(Random random) {
        List<String> odd =
                Arrays.asList(
                        "",
                        "true",
                        "null",
                        "~",
                        "1",
                        "1.0",
                        ".inf",
                        "yes",
                        "- a",
                        "a: b",
                        "a #b",
                        "#",
                        "'",
                        "\"",
                        "\\",
                        "\n",
                        "a\tb",
                        " lead",
                        "trail ",
                        "${X}",
                        "$${X}",
                        "$",
                        "é",
                        "日本",
                        "😀",
                        "[",
                        "{a}",
                        "a,b",
                        "*x",
                        "&x",
                        "!x",
                        "%x",
                        "@x",
                        "`x",
                        "---",
                        "...",
                        "?",
                        "|",
                        ">",
                        "\u0007",
                        "\u0085",
                        "\u2028",
                        "\uFEFF",
                        "0x1F",
                        "1e3",
                        "/data/mnist/x.gz",
                        "vision/conv2d");
        return odd.get(random.nextInt(odd.size()));
    }
}
