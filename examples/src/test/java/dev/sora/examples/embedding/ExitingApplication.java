// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import dev.sora.core.Model;
import dev.sora.embedded.EmbeddedSora;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Ends the process while other threads predict. */
final class ExitingApplication {

    static final int STATUS = 3;

    private ExitingApplication() {}

    public static void main(String[] args) throws InterruptedException {
        Model model = EmbeddedSora.builder().build().open(Path.of(args[0]));
        CountDownLatch busy = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            Thread thread =
                    new Thread(
                            () -> {
                                while (true) {
                                    model.predict(EmbeddingLab.questions());
                                    busy.countDown();
                                }
                            });
            // as in pools of applications, where the context class loader may be missing
            thread.setContextClassLoader(null);
            thread.setDaemon(true);
            thread.start();
        }
        busy.await();
        System.exit(STATUS);
    }
}
