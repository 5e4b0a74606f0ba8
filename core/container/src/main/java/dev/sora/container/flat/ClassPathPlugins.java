// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.flat;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginScope;
import dev.sora.plugin.SoraPlugin;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;

/** The plugins that a class loader finds through their service files. */
final class ClassPathPlugins {

    private static final String SERVICE = "META-INF/services/" + SoraPlugin.class.getName();
    private static final String WHAT = "a plugin on the class path";
    private static final String WHERE = "class path";

    /** More than any class path has plugins: a loader that fails this often is broken itself. */
    private static final int MOST_FAILURES = 100;

    private final ClassLoader loader;
    private final List<OfferedPlugin> offers = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> failures = new HashSet<>();

    private ClassPathPlugins(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Creates the plugins. One that cannot be created is a problem, and the others are created.
     *
     * @param wanted tests the class of a plugin; others are not created
     */
    static ClassPathPlugins of(ClassLoader loader, Predicate<Class<?>> wanted) {
        ClassPathPlugins found = new ClassPathPlugins(loader);
        if (found.canBeRead()) {
            found.read(wanted);
        }
        return found;
    }

    List<OfferedPlugin> offers() {
        return offers;
    }

    List<Problem> problems() {
        return problems;
    }

    /**
     * A loader that is closed, such as that of a stopped web application, fails here with the
     * reason; the service loader would fail with every call, without end.
     */
    private boolean canBeRead() {
        try {
            loader.getResources(SERVICE);
            return true;
        } catch (IOException | RuntimeException | LinkageError e) {
            problems.add(
                    Problem.of("SORA-3106", "the plugins on the class path cannot be found")
                            .where(WHERE)
                            .have(e.toString())
                            .fix("build with a class loader that is open"));
            return false;
        }
    }

    private void read(Predicate<Class<?>> wanted) {
        Iterator<ServiceLoader.Provider<SoraPlugin>> found =
                ServiceLoader.load(SoraPlugin.class, loader).stream().iterator();
        while (hasNext(found)) {
            ServiceLoader.Provider<SoraPlugin> next = found.next();
            if (wanted.test(next.type())) {
                take(next);
            }
        }
    }

    /**
     * Moves on past entries that cannot be loaded. The same failure a second time means that the
     * service loader does not move on.
     */
    private boolean hasNext(Iterator<?> found) {
        while (true) {
            try {
                return found.hasNext();
            } catch (ServiceConfigurationError
                    | RuntimeException
                    | LinkageError
                    | StackOverflowError e) {
                if (failures.size() == MOST_FAILURES || !failures.add(e + " " + e.getCause())) {
                    return false;
                }
                problems.addAll(StartProblem.of(WHAT, WHERE, e));
            }
        }
    }

    private void take(ServiceLoader.Provider<SoraPlugin> found) {
        String where = ClassOrigin.of(found.type()).shown();
        try {
            PluginScope.call(
                    found.type().getClassLoader(),
                    () -> offers.add(FlatHost.offer(found.type(), found::get)),
                    thrown -> problems.addAll(StartProblem.of(WHAT, where, thrown)));
        } catch (ServiceConfigurationError e) {
            problems.addAll(StartProblem.of(WHAT, where, cause(e)));
        }
    }

    /** A missing class or another Java is told by its own problem. */
    private static Throwable cause(ServiceConfigurationError e) {
        return e.getCause() instanceof LinkageError cause ? cause : e;
    }
}
