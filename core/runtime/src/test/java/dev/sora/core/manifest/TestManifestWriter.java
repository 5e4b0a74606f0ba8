// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
