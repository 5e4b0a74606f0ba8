// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import dev.sora.testkit.Clause;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contracts of the particle and of the plugin. Among their clauses: a batch gives what its
 * records give one by one (onnxruntime 6044, spring-ai 571), and passes leak nothing (onnxruntime
 * 6058 and 7842).
 */
final class TestOnnxContract {

    private static final String FROZEN = "no gradient passes through it, which it declares";

    @TempDir private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Files.write(folder.resolve("dense.onnx"), OnnxBytes.model(OnnxBytes.dense()));
        Files.write(folder.resolve("means.onnx"), OnnxBytes.model(OnnxBytes.means()));
        Files.write(folder.resolve("normalised.onnx"), OnnxBytes.model(OnnxBytes.normalised()));
        Files.write(folder.resolve("tokens.onnx"), OnnxBytes.model(OnnxBytes.tokens()));
        Files.write(folder.resolve("fixed.onnx"), OnnxBytes.model(OnnxBytes.tokens("2", "5")));
    }

    private static List<ParticleContract> particles() {
        return List.of(
                Contracts.particle(new OnnxType())
                        .with("file", folder.resolve("dense.onnx").toString())
                        .without(Clause.GRADIENT, FROZEN)
                        .variant(Map.of("values", "x", "output", "y"))
                        .on(SampleSignal.vector(3))
                        .refuses(SampleSignal.vector(4))
                        .refuses(SampleSignal.image(1, 3, 3))
                        .refuses("threads", 0),
                Contracts.particle(new OnnxType())
                        .with("file", folder.resolve("tokens.onnx").toString())
                        .with("threads", 2)
                        .with("mask", "attention_mask")
                        .with("zeros", List.of("token_type_ids"))
                        .without(Clause.GRADIENT, FROZEN)
                        .without(Clause.PLAN, "a file does not state how many tokens it knows")
                        .without(Clause.MEMORY, "checked with the other model")
                        .on(SampleSignal.indexSequence(4, 5))
                        .refuses(SampleSignal.sequence(5, 3)),
                fixed(),
                withoutMask("means.onnx"),
                withoutMask("normalised.onnx"));
    }

    /** A file of two sequences of five steps, whatever a minibatch has. */
    private static ParticleContract fixed() {
        return Contracts.particle(new OnnxType())
                .with("file", folder.resolve("fixed.onnx").toString())
                .with("mask", "attention_mask")
                .with("zeros", List.of("token_type_ids"))
                .without(Clause.GRADIENT, FROZEN)
                .without(Clause.PLAN, "a file does not state how many tokens it knows")
                .on(SampleSignal.indexSequence(4, 5))
                .refuses(SampleSignal.indexSequence(4, 6));
    }

    /**
     * A network that takes padding for steps: what others of the minibatch have must not matter.
     */
    private static ParticleContract withoutMask(String file) {
        return Contracts.particle(new OnnxType())
                .with("file", folder.resolve(file).toString())
                .without(Clause.GRADIENT, FROZEN)
                .without(Clause.MEMORY, "checked with the other model")
                .on(SampleSignal.sequence(5, 3));
    }

    @TestFactory
    Stream<DynamicTest> keepsItsContract() {
        return particles().stream().flatMap(ParticleContract::tests);
    }

    @TestFactory
    Stream<DynamicTest> isAPlugin() {
        return Contracts.plugin(new OnnxPlugin()).covers(particles()).tests();
    }
}
