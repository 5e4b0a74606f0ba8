// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.serving.ServerRequest;
import dev.sora.serving.Client.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is good in a repository is served, and what is not is reported. */
final class TestBrokenRepositories {

    private static final String GOOD = "{\"age\": 31, \"city\": \"Rome\"}";

    @TempDir private Path folder;

    @Test
    void opensWhatOpensAndReportsTheRest() throws Exception {
        Path kinds = Files.createDirectory(folder.resolve("kinds"));
        Files.copy(Lab.get().kinds(), kinds.resolve("1.sora"));
        Files.writeString(kinds.resolve("2.sora"), "no package");
        Path twice = Files.createDirectory(folder.resolve("twice"));
        Files.copy(Lab.get().kinds(), twice.resolve("1.sora"));
        Files.copy(Lab.get().kinds(), folder.resolve("twice.sora"));

        try (Lab.Served served =
                Lab.get().serve(ServerRequest.of(List.of()).withRepository(folder))) {
            Client client = served.client();
            assertThat(client.post("/v2/repository/index", "").body())
                    .contains("SORA-6003 two packages are version '1' of the model 'twice'");
            assertThat(client.post("/models/twice/predict", GOOD).status()).isEqualTo(404);
            assertThat(client.post("/v2/repository/models/kinds/unload", "").status())
                    .isEqualTo(200);

            Answer load = client.post("/v2/repository/models/kinds/load", "");

            assertThat(load.status()).as(load.body()).isEqualTo(200);
            assertThat(load.body()).startsWith("{\"not_loaded\":{\"2\":\"SORA-");
            assertThat(client.post("/models/kinds/predict", GOOD).status()).isEqualTo(200);
            Answer twiceLoad = client.post("/v2/repository/models/twice/load", "");
            assertThat(twiceLoad.code()).isEqualTo("SORA-6119");
            assertThat(twiceLoad.body()).contains("SORA-6003");
        }
    }

    @Test
    void modelsStayWhileTheRepositoryCannotBeSeen() throws Exception {
        Path models = Files.createDirectory(folder.resolve("models"));
        Files.copy(Lab.get().kinds(), models.resolve("kinds.sora"));
        Path config = Files.writeString(folder.resolve("serving.yaml"), "poll_seconds: 0.1\n");

        try (Lab.Served served =
                Lab.get()
                        .serve(
                                ServerRequest.of(List.of())
                                        .withRepository(models)
                                        .withConfig(config))) {
            Files.move(models, folder.resolve("away"));
            Answer load = served.client().post("/v2/repository/models/kinds/load", "");
            assertThat(load.status()).isEqualTo(400);
            assertThat(load.body()).contains("the repository cannot be read");
            TimeUnit.MILLISECONDS.sleep(400);
            assertThat(served.client().post("/models/kinds/predict", GOOD).status()).isEqualTo(200);

            Files.move(folder.resolve("away"), models);
            Files.delete(models.resolve("kinds.sora"));
            for (int i = 0; i < 600 && !served.server().models().isEmpty(); i++) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(served.server().models()).isEmpty();
        }
    }
}
