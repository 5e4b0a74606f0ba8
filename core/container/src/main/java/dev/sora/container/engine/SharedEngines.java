// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.engine;

import dev.sora.container.felix.PluginJar;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginScope;
import dev.sora.core.io.Digests;
import dev.sora.plugin.SoraPlugin;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines of this JVM. Jars with equal contents share one class loader and its types. Safe for
 * any thread.
 */
public final class SharedEngines {

    private static final Logger LOG = LoggerFactory.getLogger(SharedEngines.class);

    /** The header of jars of which a JVM can load one only. */
    private static final String EXCLUSIVE = "Sora-Exclusive";

    private static final String ENGINE = "native-engine";

    /**
     * The plugins by the digest of their jar. Native code cannot be unloaded, so none is removed.
     */
    private static final Map<String, OfferedPlugin> LOADED = new HashMap<>();

    private SharedEngines() {}

    /** Returns whether the manifest of a jar declares an engine with native code. */
    public static boolean isEngine(Manifest manifest) {
        Attributes headers = manifest.getMainAttributes();
        String classPath = headers.getValue("Bundle-ClassPath");
        return ENGINE.equals(headers.getValue(EXCLUSIVE))
                && (classPath == null || classPath.strip().equals("."));
    }

    /** Returns whether a jar declares an engine with native code; false if it cannot be read. */
    public static boolean isEngine(Path jar) {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            return manifest != null && isEngine(manifest);
        } catch (IOException e) {
            // the host that installs the jar reports the reason
            return false;
        }
    }

    /**
     * Returns the plugin of an engine's jar. The first call for the contents of a jar loads it; the
     * jar stays open until the JVM ends.
     *
     * @param jar a jar for which {@link #isEngine} returns true
     * @throws SoraException if it is not a plugin, or its plugin does not start
     */
    public static OfferedPlugin offer(Path jar) {
        Path path = jar.toAbsolutePath().normalize();
        PluginJar read = PluginJar.read(path);
        try {
            URL location = path.toUri().toURL();
            return offer(Digests.sha256(path), location, read.className(), read.version());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the plugin of an engine's jar on the class path.
     *
     * @param location the jar, which may be within another one
     * @param className the class of the plugin
     * @param version the version of the jar
     * @throws SoraException if its plugin does not start
     */
    public static OfferedPlugin offer(URL location, String className, String version) {
        Optional<Path> file = file(location);
        String key = file.map(Digests::sha256).orElseGet(location::toString);
        return offer(key, location, className, version);
    }

    /** Returns the path of a URL; empty if it is not a file. */
    public static Optional<Path> file(URL location) {
        try {
            return location.getProtocol().equals("file")
                    ? Optional.of(Path.of(location.toURI())).filter(Files::isRegularFile)
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static OfferedPlugin offer(String key, URL location, String className, String version) {
        String shown = file(location).map(Path::toString).orElseGet(location::toString);
        synchronized (LOADED) {
            OfferedPlugin known = LOADED.get(key);
            if (known == null) {
                known = load(location, className, version, shown);
                LOADED.put(key, known);
            }
            // a lock takes the digest from the jar that is named here, not from an equal one
            return new OfferedPlugin(known.name(), version, shown, known.loader(), known.types());
        }
    }

    private static OfferedPlugin load(
            URL location, String className, String version, String shown) {
        EngineLoader loader = new EngineLoader(location, SoraPlugin.class.getClassLoader());
        boolean loaded = false;
        try {
            OfferedPlugin plugin =
                    PluginScope.call(
                            loader,
                            () -> create(loader, className, version, shown),
                            thrown -> failed(shown, thrown));
            loaded = true;
            return plugin;
        } finally {
            if (!loaded) {
                close(loader);
            }
        }
    }

    private static void close(EngineLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            LOG.debug("the jar of an engine stays open", e);
        }
    }

    private static OfferedPlugin create(
            ClassLoader loader, String className, String version, String shown) {
        try {
            SoraPlugin plugin =
                    loader.loadClass(className)
                            .asSubclass(SoraPlugin.class)
                            .getConstructor()
                            .newInstance();
            return new OfferedPlugin(plugin.name(), version, shown, loader, plugin.types());
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(cause.toString(), cause);
        }
    }

    private static OfferedPlugin failed(String jar, Throwable thrown) {
        throw new SoraException(
                Problem.of("SORA-3106", "the plugin of an engine failed to start")
                        .where(jar)
                        .have(String.valueOf(thrown.getMessage()))
                        .fix("remove the jar, or report it to its author"),
                thrown);
    }
}
