// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.io.Json;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.embedded.SoraBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Answers a JSON array of records on standard input with a line of JSON for each. */
public final class PlainApplication {

    private PlainApplication() {}

    /** Takes the model package and, if plugins are not on the class path, their folder. */
    public static void main(String[] args) throws IOException {
        String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        SoraBuilder builder = EmbeddedSora.builder();
        if (args.length > 1) {
            builder.plugins(Path.of(args[1]));
        }
        try (EmbeddedSora sora = builder.build();
                Model model = sora.open(Path.of(args[0]))) {
            for (Prediction prediction : model.predict(Json.readRecords(input, "input"))) {
                System.out.println(prediction.json());
            }
        }
    }
}
