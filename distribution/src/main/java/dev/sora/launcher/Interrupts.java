// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.launcher.show.Screen;
import dev.sora.launcher.verb.ExitStatus;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handles Ctrl-C: the first one asks the run to stop and save its state, the second one ends the
 * process.
 *
 * <p>Java has no public API for signals. If the JVM does not offer {@code sun.misc.Signal}, Ctrl-C
 * ends the process as usual.
 */
final class Interrupts {

    private final AtomicBoolean asked = new AtomicBoolean();
    private final Thread worker;
    private final Screen screen;

    private Interrupts(Thread worker, Screen screen) {
        this.worker = worker;
        this.screen = screen;
    }

    /**
     * Handles the signals INT and TERM, which Ctrl-C, {@code kill} and the stop of a container
     * send. They interrupt the calling thread.
     */
    static Interrupts install(Screen screen) {
        Interrupts interrupts = new Interrupts(Thread.currentThread(), screen);
        interrupts.take("INT");
        interrupts.take("TERM");
        return interrupts;
    }

    private void take(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, arguments) -> {
                                if (method.getName().equals("handle")) {
                                    stop();
                                }
                                return method.getName().equals("equals")
                                        ? (Object) (self == arguments[0])
                                        : method.getName().equals("hashCode") ? (Object) 1 : null;
                            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // The JVM handles this signal itself, or does not know it.
            return;
        }
    }

    private void stop() {
        if (!asked.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
        screen.clear();
        screen.line("stopping cleanly; press Ctrl-C again to stop at once");
        worker.interrupt();
    }

    /** Returns whether the run was asked to stop. */
    boolean asked() {
        return asked.get();
    }
}
