// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import dev.sora.core.Explanation;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.core.RunListener;
import dev.sora.core.Sora;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.TrainingSession;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.embedded.MemoryData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The code that docs/embedding.md shows; TestEmbeddingDocument compares them. */
final class EmbeddingSnippets {

    private EmbeddingSnippets() {}

    static void predict() {
        try (EmbeddedSora sora = EmbeddedSora.builder().build();
                Model model = sora.open(Path.of("model.sora"))) {
            Prediction one = model.predict(Map.of("age", 31, "city", "Rome"));
            String label = one.answer("kind").text("label");
            double sure = one.answer("kind").number("probability");
        }
    }

    static void train(Path folder) {
        MemoryData data = new MemoryData();
        data.put("people", List.of(Map.of("age", 31, "kind", "a"), Map.of("age", 54, "kind", "b")));
        try (EmbeddedSora sora = EmbeddedSora.builder().plugin(data).build()) {
            Plan plan =
                    sora.plan(
                            """
                            manifest: 1
                            name: people
                            data: {train: {type: memory, records: people}}
                            inputs: {age: {type: number, column: age}}
                            outputs: {kind: {type: classification, column: kind, from: age}}
                            training: {epochs: 2}
                            """,
                            folder,
                            Overrides.none());
            TrainingResult trained =
                    sora.train(
                            plan, new TrainingRequest(folder.resolve("run"), false), event -> {});
        }
    }

    static void tap(Model model, List<Map<String, Object>> records) {
        Map<String, NodeValue> inside = model.tap(records, "stem", "view[1]", "kind");
        float[] stem = inside.get("stem").floats(); // (records, …), row-major
        NodeValue without = NodeValue.of(new float[records.size() * 16], records.size(), 16);
        List<Prediction> after = model.predictWith(records, Map.of("view[1]", without));
    }

    static void explain(Model model, Map<String, Object> record) {
        Explanation.OfOutput kind =
                model.explain(record, ExplanationOptions.DEFAULT).outputs().get("kind");
        // the shares of the particles add up to prediction() - baseline()
        kind.particles().forEach((particle, share) -> show(particle, share));
        // the tokens; values() has their attributions
        List<String> tokens = kind.inputs().get("words").labels();
    }

    private static void show(String particle, double share) {
        System.out.println(particle + " " + share);
    }

    static void session(Sora sora, Plan plan, RunListener listener) {
        try (TrainingSession session = sora.session(plan, listener)) {
            while (!session.isDone()) {
                while (session.next()) {
                    session.apply(session.gradient());
                }
                session.evaluate();
            }
            session.save(Path.of("runs/mine/checkpoints/epoch-0005.ckpt"));
        }
    }
}
