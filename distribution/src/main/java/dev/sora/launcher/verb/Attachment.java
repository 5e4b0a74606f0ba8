// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ties a process to the one that started it by standard input. If that process ends, however it
 * does, the input ends, and this process must end as well.
 */
final class Attachment {

    private Attachment() {}

    /**
     * Watches an input on a thread of its own: a byte interrupts the calling thread, the end of the
     * input ends the process at once. Checkpoints are complete or absent whenever a process ends.
     */
    static void begin(InputStream in) {
        Thread worker = Thread.currentThread();
        Thread watcher =
                new Thread(
                        () -> {
                            while (isOpen(in)) {
                                worker.interrupt();
                            }
                            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
                        },
                        "sora-attached");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static boolean isOpen(InputStream in) {
        try {
            return in.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
