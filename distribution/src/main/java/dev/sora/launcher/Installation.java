// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.container.store.PluginStore;
import dev.sora.container.trust.PluginsConfig;
import dev.sora.container.trust.TrustPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The folders of an installation.
 *
 * @param home the folder into which the distribution was unpacked
 * @param soraHome the user's folder for caches and installed plugins
 */
record Installation(Path home, Path soraHome) {

    private static final String PLUGINS = "plugins";

    /** Finds both folders, from the environment and the location of this jar. */
    static Installation find(Map<String, String> environment) {
        String told = environment.getOrDefault("SORA_HOME", "");
        Path soraHome =
                told.isEmpty() ? Path.of(System.getProperty("user.home"), ".sora") : Path.of(told);
        return new Installation(unpacked(), soraHome.toAbsolutePath().normalize());
    }

    private static Path unpacked() {
        String told = System.getProperty("sora.install", "");
        if (!told.isEmpty()) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
        try {
            // This jar is in the folder lib of the distribution.
            Path jar = Path.of(source.getLocation().toURI());
            return jar.getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no path: " + source.getLocation(), e);
        }
    }

    /** Returns the folders from which plugins are loaded, the distribution's own first. */
    List<Path> pluginFolders() {
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(home.resolve(PLUGINS));
        folders.add(soraHome.resolve(PLUGINS));
        return List.copyOf(folders);
    }

    /** Returns the jars of the plugins in the distribution, sorted by name. */
    List<Path> shipped() {
        return jars(home.resolve(PLUGINS));
    }

    /** Returns the jars of the server, which are not on the class path. */
    List<Path> servingJars() {
        return jars(home.resolve("lib").resolve("serving"));
    }

    /** Returns the jars on the class path of the launcher. */
    List<Path> kernelJars() {
        return jars(home.resolve("lib"));
    }

    /** Returns the jars of calls on Spark, which are not on the class path. */
    List<Path> sparkJars() {
        return jars(home.resolve("lib").resolve("spark"));
    }

    private static List<Path> jars(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(jars);
        return jars;
    }

    /** Returns the store of the plugins that the user installed. */
    PluginStore store() {
        return new PluginStore(soraHome.resolve(PLUGINS));
    }

    /** Reads the policy that decides which jars are loaded. */
    TrustPolicy policy() {
        return TrustPolicy.read(soraHome, home);
    }

    /** Reads the section of the configuration on plugins. */
    PluginsConfig config() {
        return PluginsConfig.read(soraHome, home);
    }

    /** Returns the folder for files that the framework needs while it runs. */
    Path frameworkCache() {
        return soraHome.resolve("cache").resolve("framework");
    }
}
