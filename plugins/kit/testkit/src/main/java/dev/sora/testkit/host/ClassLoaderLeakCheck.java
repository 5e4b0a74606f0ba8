// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.host;

import dev.sora.testkit.trial.Breach;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Waits until a class loader is garbage collected; otherwise finds what keeps it reachable. */
public final class ClassLoaderLeakCheck {

    private static final int TRIES = 60;

    private static final long PAUSE_MILLIS = 50;

    private WeakReference<ClassLoader> loader = new WeakReference<>(null);

    public void watch(ClassLoader watched) {
        loader = new WeakReference<>(watched);
    }

    public void check(String plugin) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            System.gc();
            if (loader.get() == null) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        List<String> holders = holders();
        throw new Breach(
                "nothing holds the classes of plugin '%s' once it was removed".formatted(plugin),
                holders.isEmpty()
                        ? "its class loader is still held, but not by a thread or a managed bean"
                                + (JdkSecrets.areVisible()
                                        ? ", a shutdown hook or a thread-local variable"
                                        : "; shutdown hooks and thread-local variables are seen"
                                                + " only with "
                                                + JdkSecrets.FLAG)
                        : "its class loader is still held: " + String.join("; ", holders),
                holders.isEmpty()
                        ? "look for a static field of another class, a listener, a driver or a"
                                + " timer that the plugin registered; a heap dump (jmap) shows the"
                                + " way to it"
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
        for (Thread hook : JdkSecrets.shutdownHooks()) {
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
        ClassLoader context = thread.getContextClassLoader();
        // a thread of another version of the plugin runs classes with the same names
        boolean others =
                context != null && context != held && context.getClass() == held.getClass();
        for (StackTraceElement frame : frames) {
            if (!others && isOf(frame, held)) {
                return "runs its code: " + frame;
            }
        }
        if (context == held) {
            return "has it as context class loader";
        }
        for (Object local : JdkSecrets.locals(thread)) {
            if (local.getClass().getClassLoader() == held) {
                return "keeps its %s in a thread-local variable"
                        .formatted(local.getClass().getName());
            }
        }
        return JdkSecrets.task(thread)
                .filter(task -> task.getClass().getClassLoader() == held)
                .map(task -> "is to run its " + task.getClass().getName())
                .orElse(null);
    }

    private static boolean isOf(StackTraceElement frame, ClassLoader held) {
        if (!Objects.equals(frame.getClassLoaderName(), held.getName())) {
            // a class of the same name on the class path
            return false;
        }
        try {
            return held.loadClass(frame.getClassName()).getClassLoader() == held;
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
                // ended in the meantime
            }
        }
        return beans;
    }
}
