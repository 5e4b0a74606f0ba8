// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Sora;
import dev.sora.core.serving.ServerRequest;
import dev.sora.serving.config.ConfigReader;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A package that opens slowly, or fails in any way, holds up nothing else. */
final class TestLibrary {

    private final CountDownLatch opening = new CountDownLatch(1);
    private final Semaphore go = new Semaphore(0);

    @TempDir private Path folder;

    /** Opens nothing: waits, and fails as no package should. */
    private Object open() throws InterruptedException {
        opening.countDown();
        go.acquire();
        throw new OutOfMemoryError("a package of a test");
    }

    private Library library() {
        Sora sora =
                (Sora)
                        Proxy.newProxyInstance(
                                Sora.class.getClassLoader(),
                                new Class<?>[] {Sora.class},
                                (proxy, method, arguments) -> open());
        ServerRequest request = ServerRequest.of(List.of()).withRepository(folder);
        return new Library(
                ConfigReader.read(request),
                new Opener(sora, ConfigReader.read(request), (name, version, records) -> {}),
                new Models());
    }

    @Test
    @Timeout(60)
    void questionsAreAnsweredWhileAPackageOpensAndTheWatchOutlivesAnyFailure() throws Exception {
        try (Library library = library()) {
            library.open();
            Files.writeString(folder.resolve("kinds.sora"), "a");
            library.look();
            CompletableFuture<Void> second = CompletableFuture.runAsync(library::look);
            assertThat(opening.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(library.known().has("kinds")).isFalse();
            assertThat(library.known().index()).isEmpty();
            assertThat(library.load("kinds")).isNotDone();
            assertThat(second).isNotDone();

            go.release(10);
            second.join();
            assertThat(library.known().index())
                    .isEqualTo(
                            Map.of(
                                    new VersionKey("kinds", "1"),
                                    new Known.Standing(
                                            false, "SORA-9001 an error in Sora itself")));
            Files.delete(folder.resolve("kinds.sora"));
            library.look();
            library.look();
            assertThat(library.known().index()).isEmpty();
        }
    }
}
