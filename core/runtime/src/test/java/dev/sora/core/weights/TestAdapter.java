// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.io.Safetensors;
import dev.sora.core.io.TensorData;
import dev.sora.export.LowRankChange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of changes is one of the weights and the factor that it was learned with. */
final class TestAdapter {

    private static final float[] BASE = {1, -2, 0.5f, 3};
    private static final LowRankChange CHANGE = new LowRankChange("weight", "a", "b", 0.25);

    @TempDir Path folder;

    @Test
    void fitsTheWeightsThatItWasLearnedOn() throws IOException {
        Adapter adapter = adapter(said(0.25, BASE), "a", "b");

        assertThat(adapter.weights()).containsOnlyKeys("a", "b");
        assertThat(adapter.misfit(List.of(CHANGE), own(BASE))).isEmpty();
    }

    @Test
    void isRefusedForOtherWeights() throws IOException {
        Adapter adapter = adapter(said(0.25, BASE), "a", "b");

        refused(adapter, CHANGE, own(1, -2, 0.5f, 3.0000002f), "on other weights");
        refused(adapter, CHANGE, Map.of(), "on other weights");
    }

    @Test
    void isRefusedForAnotherFactor() throws IOException {
        refused(
                adapter(said(0.25, BASE), "a", "b"),
                new LowRankChange("weight", "a", "b", 0.5),
                own(BASE),
                "another factor");
    }

    @Test
    void isRefusedIfAChangeIsMissing() throws IOException {
        refused(adapter(said(0.25, BASE), "a"), CHANGE, own(BASE), "lacks changes");
    }

    @Test
    void isRefusedIfItDoesNotSayWhatItChanges() throws IOException {
        refused(adapter(Map.of(), "a", "b"), CHANGE, own(BASE), "does not say");
        for (String broken : List.of("factor=. sha256=" + "0".repeat(64), "factor=1", "")) {
            refused(
                    adapter(Map.of("base:node.weight", broken), "a", "b"),
                    CHANGE,
                    own(BASE),
                    "does not say");
        }
    }

    private static void refused(
            Adapter adapter, LowRankChange change, Map<String, ForeignTensor> own, String why) {
        assertThat(adapter.misfit(List.of(change), own).orElseThrow().toString())
                .contains("SORA-4595", why);
    }

    private static Map<String, String> said(double factor, float... base) {
        ChangedBase said = new ChangedBase(factor, ChangedBase.digest(base));
        return Map.of(ChangedBase.key("node.weight"), said.text());
    }

    private static Map<String, ForeignTensor> own(float... values) {
        return Map.of("weight", new ForeignTensor("layer.weight", List.of(2L, 2L), () -> values));
    }

    private Adapter adapter(Map<String, String> metadata, String... names) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (String name : names) {
            tensors.put("node." + name, TensorData.floats(new float[] {1, 2}, 1, 2));
        }
        Path file = folder.resolve("changes.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            Safetensors.write(out, tensors, metadata);
        }
        return Adapter.of(CheckpointFile.read(file), "node");
    }
}
