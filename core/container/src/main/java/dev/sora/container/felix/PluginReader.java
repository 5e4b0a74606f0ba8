// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginScope;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.lang.reflect.InvocationTargetException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Creates the plugin of a resolved bundle and checks its name and type descriptors. */
final class PluginReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private static final String AUTHOR =
            "report it to the plugin's author, with --verbose's output";

    private PluginReader() {}

    /**
     * Creates a plugin and reads what it offers, with the plugin's class loader as context class
     * loader.
     *
     * @throws SoraException if its class cannot be used, or its name or types are not valid
     */
    static OfferedPlugin read(Bundle bundle, PluginJar jar) {
        ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
        PluginScope scope = new PluginScope(loader);
        try {
            SoraPlugin plugin = create(bundle, jar);
            String name = plugin.name();
            if (name == null || !NAME.matcher(name).matches()) {
                throw fault(
                        "SORA-3110",
                        "a plugin's name is not one that a manifest could use",
                        jar,
                        "lower-case letters, digits and hyphens",
                        String.valueOf(name));
            }
            List<SoraType> types = plugin.types();
            checkTypes(types, jar, name);
            return new OfferedPlugin(
                    name, bundle.getVersion().toString(), jar.path().toString(), loader, types);
        } catch (SoraException e) {
            throw e;
        } catch (Throwable e) {
            // A plugin may throw anything; the other plugins start nevertheless.
            throw broken(jar, e);
        } finally {
            scope.close();
        }
    }

    private static SoraPlugin create(Bundle bundle, PluginJar jar) {
        Object created;
        try {
            created = bundle.loadClass(jar.className()).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new SoraException(
                    unusable(jar)
                            .needs("the class " + jar.className())
                            .have("a service file that names it, and no such class in the jar")
                            .fix(AUTHOR),
                    e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new SoraException(
                    unusable(jar)
                            .needs("a public class with a public constructor without parameters")
                            .have(jar.className())
                            .fix(AUTHOR),
                    e);
        } catch (InvocationTargetException e) {
            throw broken(jar, e.getCause());
        }
        if (created instanceof SoraPlugin plugin) {
            return plugin;
        }
        boolean own = named(created.getClass(), SoraPlugin.class.getName());
        throw fault(
                "SORA-3105",
                "the class that plugin '%s' names is not a plugin".formatted(jar.symbolicName()),
                jar,
                "an implementation of " + SoraPlugin.class.getName(),
                own ? "one of a copy of Sora's api inside the jar" : jar.className());
    }

    private static boolean named(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> implemented : at.getInterfaces()) {
                if (implemented.getName().equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void checkTypes(List<SoraType> types, PluginJar jar, String plugin) {
        if (types == null) {
            throw fault("SORA-3106", "plugin '%s' offers null".formatted(plugin), jar, "types", "");
        }
        Set<String> seen = new HashSet<>();
        for (SoraType type : types) {
            TypeDescriptor descriptor = type == null ? null : type.descriptor();
            if (descriptor == null || type.kind() == null) {
                throw fault(
                        "SORA-3106",
                        "plugin '%s' offers a type that does not describe itself".formatted(plugin),
                        jar,
                        "a kind and a descriptor",
                        type == null ? "null" : type.getClass().getName());
            }
            String name = type.kind() + " '" + descriptor.name() + "'";
            if (!seen.add(name)) {
                throw fault(
                        "SORA-3112",
                        "plugin '%s' offers the %s twice".formatted(plugin, name),
                        jar,
                        "one type of each name",
                        type.getClass().getName() + " and another");
            }
        }
    }

    private static Problem unusable(PluginJar jar) {
        return Problem.of(
                        "SORA-3105",
                        "the class that plugin '%s' names cannot be used"
                                .formatted(jar.symbolicName()))
                .where(jar.path().toString());
    }

    private static SoraException fault(
            String code, String message, PluginJar jar, String needs, String have) {
        return new SoraException(
                new Problem(code, message, jar.path().toString(), needs, have, AUTHOR));
    }

    private static SoraException broken(PluginJar jar, Throwable cause) {
        if (cause instanceof SoraException known) {
            return known;
        }
        Problem problem =
                Problem.of(
                                "SORA-3106",
                                "plugin '%s' %s failed to start"
                                        .formatted(jar.symbolicName(), jar.version()))
                        .where(jar.path().toString());
        if (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
            return broken(jar, cause.getCause());
        }
        if (cause instanceof UnsupportedClassVersionError) {
            return new SoraException(
                    Problem.of("SORA-3109", "the plugin was compiled for a newer Java")
                            .where(jar.path().toString())
                            .needs(String.valueOf(cause.getMessage()))
                            .have("Java " + Runtime.version().feature())
                            .fix(
                                    "point JAVA_HOME to a newer Java, or use an older version of"
                                            + " the plugin"),
                    cause);
        }
        if (cause instanceof NoClassDefFoundError missing && missing.getMessage() != null) {
            return new SoraException(
                    problem.needs("the class " + missing.getMessage().replace('/', '.'))
                            .have("a jar that neither holds it nor imports its package")
                            .fix(AUTHOR),
                    cause);
        }
        return new SoraException(problem.have(cause.toString()).fix(AUTHOR), cause);
    }
}
