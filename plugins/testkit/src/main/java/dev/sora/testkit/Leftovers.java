// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Waits for a class loader to be collected, and looks for what holds it if it is not. */
final class Leftovers {

    private static final int TRIES = 60;

    private static final long PAUSE_MILLIS = 50;

    private WeakReference<ClassLoader> loader = new WeakReference<>(null);

    void watch(ClassLoader watched) {
        loader = new WeakReference<>(watched);
    }

    void check(String plugin) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            System.gc();
            if (loader.get() == null) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        List<String> holders = holders();
        throw new Breach(
                "nothing holds the classes of plugin '%s' once it was taken away".formatted(plugin),
                holders.isEmpty()
                        ? "its class loader is still held, but by no thread, no shutdown hook and"
                                + " no managed bean"
                        : "its class loader is still held: " + String.join("; ", holders),
                holders.isEmpty()
                        ? "look for a static field of another class, a ThreadLocal, a listener, a"
                                + " driver or a timer that the plugin registered; a heap dump shows"
                                + " the way to it"
                        : "start no thread that outlives its work, and register nothing for the"
                                + " life of the process: a plugin has no end that it could tidy up"
                                + " in");
    }

    private List<String> holders() {
        List<String> holders = new ArrayList<>();
        ClassLoader held = loader.get();
        if (held == null) {
            return holders;
        }
        Thread.getAllStackTraces()
                .forEach(
                        (thread, frames) -> {
                            String how = how(thread, frames, held);
                            if (how != null) {
                                holders.add("the thread '%s' %s".formatted(thread.getName(), how));
                            }
                        });
        for (Thread hook : ShutdownHooks.all()) {
            String how = how(hook, new StackTraceElement[0], held);
            if (how != null) {
                holders.add("the shutdown hook '%s' %s".formatted(hook.getName(), how));
            }
        }
        holders.addAll(beans(held));
        return List.copyOf(new TreeSet<>(holders));
    }

    private static @Nullable String how(
            Thread thread, StackTraceElement[] frames, ClassLoader held) {
        if (thread.getClass().getClassLoader() == held) {
            return "is of its class " + thread.getClass().getName();
        }
        for (StackTraceElement frame : frames) {
            if (isOf(frame.getClassName(), held)) {
                return "runs its code: " + frame;
            }
        }
        if (thread.getContextClassLoader() == held) {
            return "has it as context class loader";
        }
        return ShutdownHooks.task(thread)
                .filter(task -> task.getClass().getClassLoader() == held)
                .map(task -> "is to run its " + task.getClass().getName())
                .orElse(null);
    }

    private static boolean isOf(String className, ClassLoader held) {
        try {
            return held.loadClass(className).getClassLoader() == held;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static List<String> beans(ClassLoader held) {
        List<String> beans = new ArrayList<>();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            try {
                if (server.getClassLoaderFor(name) == held) {
                    beans.add("the managed bean " + name);
                }
            } catch (JMException e) {
                // gone meanwhile
            }
        }
        return beans;
    }
}
